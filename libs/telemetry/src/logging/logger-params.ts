import type { Writable } from 'node:stream';
import type { Params } from 'nestjs-pino';
import type { DestinationStream, LevelWithSilent } from 'pino';
import type { Options } from 'pino-http';
import type { CallBindings } from './call-bindings';
import type { LogLevel } from './log-level';
import { CENSORED, redactedPaths, scrub, withoutQuery } from './redaction';

export interface LogOptions {
  readonly level: LevelWithSilent;
  /** For a person at a terminal; else one JSON object a line. */
  readonly pretty: boolean;
  /** Lets lines of some parts through whatever the level, and changes it at run time. */
  readonly control?: Pick<LogLevel, 'effective' | 'admits'>;
  /** What is added to a line that names a call. */
  readonly bindings?: Pick<CallBindings, 'of'>;
  /** Where to, when not to the standard output. */
  readonly destination?: Writable;
}

/** Asked by machines every few seconds, and telling nothing. */
const QUIET = /^\/(health|metrics)(\/|$)/;

interface LoggedRequest {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
  readonly remoteAddress: string | undefined;
}

/** What nestjs-pino's `LoggerModule` wants: no header, no query, no token ever reaches a log line. */
export async function loggerParams(options: LogOptions): Promise<Params> {
  const { control, bindings } = options;
  const pinoHttp: Options = {
    level: control?.effective ?? options.level,
    ...(bindings && { mixin: (fields: object) => ({ ...bindings.of(fields) }) }),
    redact: { paths: [...redactedPaths], censor: CENSORED },
    hooks: {
      streamWrite: scrub,
      ...(control && {
        logMethod(args, method, level) {
          if (control.admits(level, args[0])) method.apply(this, args);
        },
      }),
    },
    autoLogging: { ignore: request => QUIET.test(withoutQuery(request.url ?? '')) },
    customLogLevel: (_request, response, error) => levelOf(response.statusCode, error),
    serializers: {
      req: ({ id, method, url, remoteAddress }: LoggedRequest) => ({
        id,
        method,
        path: withoutQuery(url),
        remoteAddress,
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  };
  const destination = await streamOf(options);
  return { pinoHttp: destination ? [pinoHttp, destination] : pinoHttp };
}

/** True at a terminal outside production. */
export const wantsPretty = (production: boolean, atTerminal = process.stdout.isTTY): boolean =>
  !production && atTerminal;

async function streamOf({
  pretty: forPeople,
  destination,
}: LogOptions): Promise<DestinationStream | undefined> {
  if (!forPeople) return destination;
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    sync: true,
    ignore: 'pid,hostname,req,res',
    translateTime: 'HH:MM:ss.l',
    ...(destination && { destination }),
  });
}

function levelOf(status: number, error: Error | undefined): LevelWithSilent {
  if (error || status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'debug';
}
