import { Configuration } from '@app/config';
import { SpeculationAccount, endpointingStrategies } from '@app/conversation';
import type { EndpointingStrategy } from '@app/conversation';
import { loadEngine, vadFragments } from '@app/vad';
import { writeTables } from '../page';
import { loadSpokenRecordings } from './aligned-words';
import type { BenchInstance } from './bench-call';
import { overBounds, shareBounds, turnBounds } from './bounds';
import { castOf } from './cast';
import { measureOwnShare } from './live/own-share';
import { overTable, shareTable, turnTable } from './report';
import { speakOver } from './speaking-over';
import { takeTurns } from './taking-turns';

const SEED = 20_262;
const TURNS = 700;
const TIMES = 40;
const CALLS = 50;
const SECONDS = 40;
/** The default of ENDPOINTING_SILENCE_MS. */
const SILENCE_MS = 450;

const flag = (name: string): boolean => process.argv.includes(`--${name}`);

async function bench(): Promise<boolean> {
  const recordings = loadSpokenRecordings();
  const casts = castOf(recordings);
  const voiceActivity = await loadEngine(Configuration.load(vadFragments, process.env));
  const instance = (endpointing: EndpointingStrategy): BenchInstance => ({
    voiceActivity,
    endpointing,
    speculation: new SpeculationAccount(0.6),
  });
  const adaptive = (): BenchInstance => instance(endpointingStrategies.adaptive(SILENCE_MS));
  const turns = await takeTurns(adaptive(), casts, TURNS, SEED);
  const fixed = await takeTurns(instance(endpointingStrategies.fixed(SILENCE_MS)), casts, TURNS, SEED);
  const over = await speakOver(adaptive(), casts, TIMES, SEED);
  const live = flag('virtual') ? null : await measureOwnShare(recordings, CALLS, SECONDS, SEED);
  const promises = [...turnBounds(turns), ...overBounds(over), ...(live ? shareBounds(live) : [])];
  const tables = [
    `Voice activity by \`${voiceActivity.name}\`.`,
    turnTable(turns, { [`fixed ${SILENCE_MS} ms`]: fixed }),
    overTable(over),
    ...(live ? [shareTable(live)] : []),
  ].join('\n\n');
  if (flag('json')) {
    const shares = live && { calls: live.calls, whole: live.whole, afterEndpoint: live.afterEndpoint };
    say(JSON.stringify({ voiceActivity: voiceActivity.name, promises, turns, over, live: shares }));
  } else {
    say(`${tables}\n`);
    for (const { promise, holds } of promises) say(`${holds ? 'holds ' : 'BROKEN'}  ${promise}`);
  }
  if (flag('write')) writeTables('npm run bench:turns -- --write', tables);
  return promises.every(({ holds }) => holds);
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

void bench().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
