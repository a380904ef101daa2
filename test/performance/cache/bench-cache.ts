import { RedisServer } from '@app/testing';
import { writeTables } from '../page';
import { percentile } from '../turns/percentiles';
import type { Bound } from '../vad/bounds';
import { table } from '../vad/report';
import { connect, openCaches } from './instance';
import { churn, lookUpInMemory, lookUpInRedis } from './lookups';
import { takeTurns } from './turns';

const CACHED_TURNS = 500;
const UNCACHED_TURNS = 60;

const MEMORY_US = 5;
const REDIS_MS = 2;
const TURN_MS = 20;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const row = (name: string, unit: string, values: readonly number[]): string[] => [
  name,
  unit,
  String(values.length),
  ...[0.5, 0.95, 0.99].map(share => percentile(values, share).toFixed(2)),
];

async function bench(): Promise<boolean> {
  const server = await RedisServer.start();
  const redis = await connect(server.url);
  try {
    const memory = await lookUpInMemory();
    const shared = await lookUpInRedis(redis);
    const caches = openCaches();
    await takeTurns(caches, 20);
    const cached = await takeTurns(caches, CACHED_TURNS);
    const uncached = await takeTurns(null, UNCACHED_TURNS);
    const held = await churn();
    const tables = [
      table(
        ['', 'unit', 'times', 'P50', 'P95', 'P99'],
        [
          row('hit in memory, its key included', 'µs', memory),
          row('hit in Redis, 3 s of sound', 'ms', shared),
          row('turn, reply and speech cached', 'ms', cached),
          row('the same turn, nothing cached', 'ms', uncached),
        ],
      ),
      table(
        [
          'sentences that went through',
          'MiB',
          'held at most, MiB',
          'allowed, MiB',
          'growth of the process, MiB',
        ],
        [
          [
            String(held.entered),
            ...[held.enteredMb, held.peakMb, held.maxMb, held.rssMb].map(mb => mb.toFixed(0)),
          ],
        ],
      ),
    ].join('\n\n');
    say(tables);
    const promises: Bound[] = [
      bound('hit in memory, µs, P95', percentile(memory, 0.95), MEMORY_US),
      bound('hit in Redis, ms, P95', percentile(shared, 0.95), REDIS_MS),
      bound('cached turn, ms, P95', percentile(cached, 0.95), TURN_MS),
      bound('held, MiB', held.peakMb, held.maxMb),
    ];
    for (const { promise, holds } of promises) say(`${holds ? 'holds ' : 'BROKEN'}  ${promise}`);
    if (process.argv.includes('--write')) writeTables('npm run bench:cache -- --write', tables);
    return promises.every(({ holds }) => holds);
  } finally {
    await redis.close();
    await server.close();
  }
}

const bound = (what: string, value: number, most: number): Bound => ({
  promise: `${what}: ${value.toFixed(2)}, at most ${most}`,
  holds: value <= most,
});

void bench().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
