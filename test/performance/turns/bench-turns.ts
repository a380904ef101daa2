import { Configuration } from '@app/config';
import { SpeculationAccount, endpointingStrategies } from '@app/conversation';
import type { EndpointingStrategy } from '@app/conversation';
import { loadEngine, vadFragments } from '@app/vad';
import { TurnSettings } from '../../../apps/realtime-processor/src/voice/turn-settings';
import { writeTables } from '../page';
import type { Bound } from '../vad/bounds';
import { loadSpokenRecordings } from './aligned-words';
import type { BenchInstance } from './bench-call';
import { isVoid, overBounds, shareBounds, turnBounds } from './bounds';
import { castOf } from './cast';
import { measureOwnShare } from './live/own-share';
import { overTable, shareTable, turnTable } from './report';
import { speakOver } from './speaking-over';
import { takeTurns } from './taking-turns';

const SEED = 20_262;
const TURNS = 700;
const TIMES = 120;
const CALLS = 50;
const SECONDS = 40;
/** As the service is without any setting. */
const { silenceMs, endpointing: strategy, speculationWaste } = new TurnSettings();

/** One half of the benchmark: what it promises, its tables, and everything that was measured. */
interface Half {
  readonly name: 'virtual' | 'live';
  readonly promises: readonly Bound[];
  readonly tables: string;
  readonly measured: object;
  /** It says nothing, so it is not written down. */
  readonly isVoid?: boolean;
}

const flag = (name: string): boolean => process.argv.includes(`--${name}`);
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

async function inVirtualTime(): Promise<Half> {
  const casts = castOf(loadSpokenRecordings());
  const voiceActivity = await loadEngine(Configuration.load(vadFragments, process.env));
  const instance = (endpointing: EndpointingStrategy): BenchInstance => ({
    voiceActivity,
    endpointing,
    speculation: new SpeculationAccount(speculationWaste),
  });
  const standard = (): BenchInstance => instance(endpointingStrategies[strategy](silenceMs));
  const turns = await takeTurns(standard(), casts, TURNS, SEED);
  const fixed = await takeTurns(instance(endpointingStrategies.fixed(silenceMs)), casts, TURNS, SEED);
  const over = await speakOver(standard(), casts, TIMES, SEED);
  const tables = [
    `Voice activity by \`${voiceActivity.name}\`, endpointing \`${strategy}\`.`,
    turnTable(turns, { [`fixed ${silenceMs} ms`]: fixed }),
    overTable(over),
  ];
  return {
    name: 'virtual',
    promises: [...turnBounds(turns), ...overBounds(over)],
    tables: tables.join('\n\n'),
    measured: { voiceActivity: voiceActivity.name, turns, over },
  };
}

async function inRealTime(): Promise<Half> {
  const share = await measureOwnShare(loadSpokenRecordings(), CALLS, SECONDS, SEED);
  const { calls, whole, afterEndpoint } = share;
  return {
    name: 'live',
    promises: shareBounds(share),
    tables: shareTable(share),
    measured: { calls, whole, afterEndpoint },
    isVoid: isVoid(share),
  };
}

async function bench(): Promise<boolean> {
  const halves: Half[] = [];
  if (!flag('live')) halves.push(await inVirtualTime());
  if (!flag('virtual')) halves.push(await inRealTime());
  const promises = halves.flatMap(half => half.promises);
  if (flag('json')) {
    say(JSON.stringify({ promises, ...Object.assign({}, ...halves.map(({ measured }) => measured)) }));
  } else {
    say(`${halves.map(({ tables }) => tables).join('\n\n')}\n`);
    for (const { promise, holds } of promises) say(`${holds ? 'holds ' : 'BROKEN'}  ${promise}`);
  }
  if (flag('write')) {
    for (const { name, tables, isVoid: saysNothing } of halves) {
      if (!saysNothing) writeTables(`npm run bench:turns -- --${name} --write`, tables);
    }
  }
  return promises.every(({ holds }) => holds);
}

void bench().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
