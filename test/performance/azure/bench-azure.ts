import { writeTables } from '../page';
import { loadSpokenRecordings } from '../turns/aligned-words';
import { playRecording } from '../turns/spoken-turn';
import { measureAddedLatency } from './added-latency';
import { EmulatorProcess } from './emulator-process';
import { measureCallCost } from './load';
import { measurePool } from './pool';
import { addedBounds, costTable, isVoid, latencyTable } from './report';

const FEW = 8;
const MANY = 100;
const SECONDS = 40;
const RATE = 16_000;
const SAYING_MS = 1200;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** The beginning of a recording: a caller who says little says it often. */
function saying(): Int16Array {
  const [recording] = loadSpokenRecordings();
  const { pcm } = playRecording(recording!, RATE);
  return pcm.slice(0, (SAYING_MS * RATE) / 1000);
}

async function bench(): Promise<boolean> {
  const emulator = await EmulatorProcess.start('--recognizer', 'fixtures', '--voice', 'silence', '--instant');
  try {
    await emulator.put('/fixtures', [{ text: 'hello there' }]);
    await emulator.put('/replies', { rules: [{ say: 'Certainly. Which one?' }] });
    const sound = saying();
    const added = await measureAddedLatency(emulator, sound, FEW, SECONDS);
    const pool = await measurePool(emulator);
    const cost = await measureCallCost(emulator, sound, MANY, SECONDS);
    const tables = `${latencyTable(added, pool)}\n\n${costTable(cost)}`;
    const promises = addedBounds(added);
    if (process.argv.includes('--json')) say(JSON.stringify({ added, pool, cost }));
    else say(tables);
    for (const { promise, holds } of promises) say(`${holds ? 'holds ' : 'BROKEN'}  ${promise}`);
    if (process.argv.includes('--write') && !isVoid(added))
      writeTables('npm run bench:azure -- --write', tables);
    return promises.every(({ holds }) => holds);
  } finally {
    await emulator.stop();
  }
}

void bench().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
