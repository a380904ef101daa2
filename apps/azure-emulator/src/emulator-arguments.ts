import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { instant } from './control/settings';
import type { Settings } from './control/settings';
import { recognizers, usualOptions, voices } from './emulator-options';
import type { EmulatorOptions } from './emulator-options';
import { UsageError } from './usage';

/** Where nobody says otherwise. */
const PORT = 4470;

/** The command line, before the files it names were read. */
export interface EmulatorArguments {
  readonly options: EmulatorOptions;
  /** Files that make up the scenario, by the field they fill; `scenario` fills several. */
  readonly files: readonly { readonly field: 'scenario' | 'fixtures' | 'replies'; readonly path: string }[];
}

const settingFlags = {
  'stt-partial-ms': 'sttPartialMs',
  'stt-final-ms': 'sttFinalMs',
  'tts-first-ms': 'ttsFirstMs',
  'tts-chunk-ms': 'ttsChunkMs',
  'ai-first-ms': 'aiFirstMs',
  'ai-token-ms': 'aiTokenMs',
  'handshake-ms': 'handshakeMs',
  'segmentation-ms': 'segmentationMs',
  'speech-level-db': 'speechLevelDb',
} as const satisfies Record<string, keyof Settings>;

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  key: { type: 'string', multiple: true },
  deployment: { type: 'string', multiple: true },
  recognizer: { type: 'string' },
  voice: { type: 'string' },
  replies: { type: 'string' },
  fixtures: { type: 'string' },
  scenario: { type: 'string' },
  instant: { type: 'boolean' },
  seed: { type: 'string' },
  'keep-audio-ms': { type: 'string' },
  'log-size': { type: 'string' },
  help: { type: 'boolean' },
  ...(Object.fromEntries(Object.keys(settingFlags).map(name => [name, { type: 'string' }])) as Record<
    keyof typeof settingFlags,
    { type: 'string' }
  >),
} satisfies ParseArgsConfig['options'];

/**
 * @returns null where help is asked for
 * @throws UsageError
 */
export function parseEmulatorArguments(argv: readonly string[]): EmulatorArguments | null {
  const values = parsed(argv);
  if (values.help) return null;
  const number = (flag: string, text: string | undefined, usual: number): number =>
    text === undefined ? usual : numberOf(flag, text);
  const options: EmulatorOptions = {
    ...usualOptions,
    port: number('port', values.port, PORT),
    host: values.host ?? usualOptions.host,
    keys: values.key ?? [],
    deployments: values.deployment ?? [],
    recognizer: oneOf('recognizer', values.recognizer ?? usualOptions.recognizer, recognizers),
    voice: oneOf('voice', values.voice ?? usualOptions.voice, voices),
    settings: { ...(values.instant ? instant : {}), ...settingsOf(values) },
    seed: number('seed', values.seed, usualOptions.seed),
    keepAudioMs: number('keep-audio-ms', values['keep-audio-ms'], usualOptions.keepAudioMs),
    logSize: number('log-size', values['log-size'], usualOptions.logSize),
  };
  const files = (['scenario', 'fixtures', 'replies'] as const).flatMap(field => {
    const path = values[field];
    return path === undefined ? [] : [{ field, path }];
  });
  return { options, files };
}

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];

function parsed(argv: readonly string[]): Values {
  try {
    return parseArgs({ args: [...argv], options: flags }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function settingsOf(values: Values): Partial<Settings> {
  const given = Object.entries(settingFlags).flatMap(([flag, setting]) => {
    const text = values[flag as keyof typeof settingFlags];
    return text === undefined ? [] : [[setting, numberOf(flag, text)] as const];
  });
  return Object.fromEntries(given);
}

function numberOf(flag: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  const fits = flag === 'speech-level-db' ? value < 0 : value >= 0;
  if (!Number.isFinite(value) || !fits)
    throw new UsageError(`--${flag} cannot be ${text === '' ? 'empty' : text}`);
  return value;
}

function oneOf<T extends string>(flag: string, value: string, values: readonly T[]): T {
  const found = values.find(each => each === value);
  if (!found) throw new UsageError(`--${flag} must be one of ${values.join(', ')}`);
  return found;
}
