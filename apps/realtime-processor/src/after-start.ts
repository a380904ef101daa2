import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { helpersStepBack } from './helper-threads';

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * How much the heap may grow after a full collection before the next, %. V8's own choice leaves a heap as small as this less
 * room than its young generation takes, and then collects all of it every second, 60 ms each time.
 */
const GROWTH = 100;

/**
 * Gives back the memory of the start itself, a third of what is resident. By itself V8 would keep that for ever, as calls
 * leave it too little garbage to shrink its heap. To be called once, when the service listens and hardly a call can be
 * there: it takes a tenth of a second.
 */
export function settleDown(): void {
  helpersStepBack();
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
