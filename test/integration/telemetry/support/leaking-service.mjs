// A service whose calls come and go, in a process of its own with a real garbage collector, watched for leaks as it is built.
// Arguments: rounds, calls that end in each, full collections without a call after each, whether calls leave something.
// Prints what it was warned of, as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';

const { LeakWatch } = createRequire(import.meta.url)(
  join(process.cwd(), 'dist/libs/telemetry/src/leaks/leak-watch.js'),
);
const [rounds, calls, idle] = process.argv.slice(2, 5).map(Number);
const leaking = process.argv[5] === 'leaking';

/** Longer than memory is left alone after it was looked at, ms. */
const LATER = 6000;
const KILOBYTES_A_CALL = 200;

const warnings = [];
const left = [];
let [now, ended, looks] = [0, 0, 0];
const watch = new LeakWatch({
  clock: { now: () => now },
  callsEnded: () => {
    looks++;
    return ended;
  },
  kinds: () => ({ 'live calls': 2, sessions: 2 + left.length }),
  warn: message => warnings.push(message),
});

/** Collects all garbage. Node tells of it on its next round, and does not go round for that. */
async function collect() {
  now += LATER;
  const before = looks;
  globalThis.gc();
  while (looks === before) await nextRound();
}

watch.start();
for (let round = 0; round < rounds; round++) {
  for (let n = 0; n < calls; n++) {
    const words = Array.from({ length: KILOBYTES_A_CALL * 128 }, (_, i) => i + ended / 2);
    if (leaking) left.push(words);
    ended++;
  }
  await collect();
  for (let n = 0; n < idle; n++) await collect();
}
watch.stop();
process.stdout.write(JSON.stringify(warnings));
