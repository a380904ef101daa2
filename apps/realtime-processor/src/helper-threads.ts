import { readFileSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Of every thread of this process. */
const THREADS = '/proc/self/task';
/** V8's name for those that collect garbage and compile beside the one that runs the calls. */
const HELPER = 'V8Worker';
/** A tenth of what a thread of ordinary priority gets where both want the same core. */
const NICENESS = 10;

/**
 * Makes V8's helper threads step back where they share a core with the calls. Marking the heap takes four of them 30 ms
 * each, every few seconds: at equal priority the calls stood nearly still for 150 ms, which was heard as a gap in every
 * reply. Where a core is free they are as fast as ever. Does nothing where threads cannot be told apart.
 */
export function helpersStepBack(): void {
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync(THREADS))
    if (nameOf(thread) === HELPER) setPriority(Number(thread), NICENESS);
}

function nameOf(thread: string): string {
  return readFileSync(`${THREADS}/${thread}/comm`, 'utf8').trim();
}
