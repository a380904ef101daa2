/** What the load programs take on the command line: the table of docs/load.md, and what `--help` says. */
export const optionTable = {
  calls: {
    example: '50,100',
    says: 'steps of concurrency, up to 600; the last one counts for `test:connections`',
  },
  seconds: { example: '30', says: 'measured in each step' },
  providers: { example: 'azure', says: 'the SDKs of Azure on the emulator, not stand-ins' },
  short: { example: null, says: 'what CI runs: everything but how fast the machine is' },
  profile: { example: 'FOLDER', says: 'a CPU profile of the service' },
  talk: { example: '0.4', says: 'share of the time that a caller speaks, 0.05–0.9' },
  jitter: { example: '20', says: 'each frame of a caller is up to so many ms late, 0–500' },
  loss: { example: '0.01', says: 'share of the frames that never come, 0–1' },
  'barge-ins': { example: '0.2', says: 'share of the answers that callers speak over, 0–1' },
  'call-seconds': {
    example: '30',
    says: 'a call lasts half to one and a half times as long, and is replaced; 0: it stays',
  },
  vanish: { example: '0.2', says: 'share of those calls that break off without a word, 0–1' },
  wire: { example: 'json', says: 'caller audio as JSON with base64, always PCM16' },
  input: { example: 'mulaw', says: 'caller audio as `pcm16`, `mulaw` or `alaw`' },
  'input-rate': { example: '8000', says: 'Hz of caller audio, 8000 or 16000' },
  audio: { example: 'opus', says: 'replies as `pcm16`, `mulaw`, `alaw` or `opus`' },
  rate: { example: '8000', says: 'Hz of replies, 8000, 16000 or 24000' },
  help: { example: null, says: 'these options' },
} as const satisfies Record<string, { readonly example: string | null; readonly says: string }>;

export type OptionName = keyof typeof optionTable;

/** As it is written in a shell. */
export const shownAs = (name: OptionName): string =>
  ['--' + name, optionTable[name].example ?? ''].join(' ').trim();

/** What `--help` says. */
export function usage(): string {
  const names = Object.keys(optionTable) as OptionName[];
  const width = Math.max(...names.map(name => shownAs(name).length));
  const lines = names.map(name => `  ${shownAs(name).padEnd(width)}  ${optionTable[name].says}`);
  return ['Options, each after a --; docs/load.md says what is measured.', '', ...lines, ''].join('\n');
}
