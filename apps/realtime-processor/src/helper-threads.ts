import { readFileSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Of every thread of this process. */
const THREADS = '/proc/self/task';
/** V8's name for those that collect garbage and compile beside the one that runs the calls. */
const HELPER = 'V8Worker';
/** A third of what a thread of ordinary priority gets where both want the same core. */
const NICENESS = 5;

/**
 * Makes V8's helper threads step back where they share a core with the calls. Marking the heap takes 120 ms every few
 * seconds: four helpers of the calls' own priority leave them a fifth of the core meanwhile, which is heard as a pause in
 * every reply, and helpers that get next to nothing leave all of it to the thread of the calls. So one of them marks (an
 * option of Node, with which `npm start` and the image start), and none has the calls' priority. Does nothing where threads
 * cannot be told apart.
 */
export function helpersStepBack(): void {
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync(THREADS))
    if (nameOf(thread) === HELPER) setPriority(Number(thread), NICENESS);
}

function nameOf(thread: string): string {
  return readFileSync(`${THREADS}/${thread}/comm`, 'utf8').trim();
}
