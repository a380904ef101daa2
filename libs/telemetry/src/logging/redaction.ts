/** Shown where something must not be read. */
export const CENSORED = '[censored]';

/** Fields that hold secrets or audio, at the top of a log record and one level down. */
const FIELDS = [
  'token',
  'resumeToken',
  'authorization',
  'cookie',
  'password',
  'secret',
  'key',
  'apiKey',
  'audioData',
];

export const redactedPaths: readonly string[] = FIELDS.flatMap(field => [field, `*.${field}`]);

/** The path alone: a query may hold a token, and whatever else a client thought of. */
export const withoutQuery = (url: string): string => url.split('?', 1)[0] ?? '';

const TOKEN_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]*\.[\w-]+\.[\w-]*/g, CENSORED],
  [/\bvalid_[A-Za-z0-9._~@+-]+_[A-Za-z0-9.~@+:-]+/g, CENSORED],
  [/\b(token|resume)=[^&\s"'\\]+/gi, `$1=${CENSORED}`],
  [/\b(bearer[. ]+)[\w.~+/=-]+/gi, `$1${CENSORED}`],
];

/** The last net under every log line: takes out what looks like a token, wherever it stands. */
export function scrub(line: string): string {
  return TOKEN_SHAPES.reduce((text, [shape, replacement]) => text.replace(shape, replacement), line);
}
