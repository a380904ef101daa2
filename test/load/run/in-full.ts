import type { Findings, LoadReport } from '../report/load-report';
import { thisMachine } from './machine';
import type { RunOptions } from './options';

/** Runs a measure. @returns what it found, with when, where and how it was found */
export async function inFull(
  options: RunOptions,
  measure: (options: RunOptions) => Promise<Findings>,
): Promise<LoadReport> {
  const startedAt = new Date();
  const asked = Object.entries(options).filter(([name]) => name !== 'token');
  const found = await measure(options);
  return {
    ...found,
    startedAt: startedAt.toISOString(),
    tookS: Math.round((Date.now() - startedAt.getTime()) / 1000),
    machine: thisMachine(),
    options: Object.fromEntries(asked),
  };
}

/** Of the files of a report: what measures something else must not write over it. */
export const reportName = (program: string, { providers, short }: RunOptions): string =>
  [program, ...(providers === 'simulated' ? [] : [providers]), ...(short ? ['short'] : [])].join('-');
