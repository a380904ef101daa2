import type { Outcome, Rig } from './outcome';

/** A row of the table: one fault of one service. */
export interface Row {
  readonly fault: string;
  readonly service: Rig['service'];
  readonly once: Outcome;
  readonly always: Outcome;
  readonly withStandIn: Outcome;
}

const NAMES: Readonly<Record<Rig['service'], string>> = {
  stt: 'recogniser',
  chat: 'reply',
  tts: 'voice',
};

const HEAD = [
  'fault',
  'of the',
  'once, alone',
  'always, alone',
  'always, with a stand-in',
  'what is counted then',
  'longest wait, s',
];

const cellsOf = ({ fault, service, once, always, withStandIn }: Row): string[] => [
  fault,
  NAMES[service],
  told(once),
  told(always),
  told(withStandIn),
  counts(withStandIn.counted),
  (Math.max(once.ms, always.ms, withStandIn.ms) / 1000).toFixed(1),
];

/** The rows of a table without what is not the same every time: how long it took. */
export const lasting = (table: string): string[] =>
  table.split('\n').map(line =>
    line
      .split('|')
      .slice(1, -2)
      .map(cell => cell.trim())
      .join(' | '),
  );

/** As Prettier writes a table. */
export function markdownOf(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map(cells => cells[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = line(widths.map(width => '-'.repeat(width)));
  const [head = '', ...rest] = lines.map(line);
  return [head, rule, ...rest].join('\n');
}

function told({ heard, error }: Outcome): string {
  return error ? `${heard}; \`${error.code}\`` : heard;
}

/** The same thing told several times in a row is told once with its number. */
function counts(counted: readonly string[]): string {
  const runs: { readonly what: string; times: number }[] = [];
  for (const what of counted) {
    const last = runs.at(-1);
    if (last?.what === what) last.times++;
    else runs.push({ what, times: 1 });
  }
  return runs.map(({ what, times }) => (times > 1 ? `${what} ×${times}` : what)).join(', ');
}
