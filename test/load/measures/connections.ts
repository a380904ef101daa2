import { ConnectionRefused } from '@app/client';
import type { CallClient } from '@app/client';
import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import { connectIdle } from '../driver/idle-callers';
import type { LoadReport, Verdict } from '../report/load-report';
import { thisMachine } from '../run/finish';
import { measureCalls } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { stepsTable } from '../run/plots';
import { showProgress } from '../run/progress';
import { atLeast, atMost, complete, none } from '../run/verdicts';
import { withService } from '../run/with-service';

const SHORT_IDLE = 60;
/** Beside those that are idle, so many speak. */
const ACTIVE = 20;
const SHORT_ACTIVE = 3;
/** More ask than there is room for. */
const TOO_MANY = 200;
const STEPS = 10;
const SECONDS = 20;
const SHORT_SECONDS = 6;

export interface ConnectionsRun {
  /** Idle connections and resident MB, step by step. */
  readonly ramp: readonly { readonly idle: number; readonly rssMb: number }[];
  /** Those that spoke while all others were there. */
  readonly active: Measured;
  /** What those were told for whom there was no room, and how often. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly wantedRefusals: number;
  /** Idle connections that were still there at the end. */
  readonly alive: number;
  readonly idle: number;
}

/** Idle connections up to the limit, callers among them, and then more than there is room for. */
export async function runConnections(options: RunOptions): Promise<ConnectionsRun> {
  const { short, token } = options;
  const idle = options.calls?.at(-1) ?? (short ? SHORT_IDLE : bounds.connections.idle);
  const activeCalls = short ? SHORT_ACTIVE : ACTIVE;
  const limit = idle + activeCalls;
  // Nobody is asked whether he is still there, or cut off because he says nothing.
  const environment = {
    MAX_CONNECTIONS: String(limit),
    IDLE_TIMEOUT_MS: '3600000',
    CALLER_SILENCE_PROMPT_MS: '0',
  };
  return withService(options, environment, async target => {
    const clients: CallClient[] = [];
    const ramp: { idle: number; rssMb: number }[] = [];
    for (let step = 1; step <= STEPS; step++) {
      const wanted = Math.round((idle * step) / STEPS);
      await connectIdle(target.url, token, wanted - clients.length, client => clients.push(client));
      ramp.push({ idle: clients.length, rssMb: target.usage()?.rssMb ?? Number.NaN });
      showProgress(`${clients.length} idle connections, ${ramp.at(-1)!.rssMb.toFixed(0)} MB`);
    }
    let refused = new Map<string, number>();
    const active = await measureCalls(target, {
      plan: standardCall,
      calls: activeCalls,
      perSecond: 50,
      settleS: 5,
      measureS: options.seconds ?? (short ? SHORT_SECONDS : SECONDS),
      token,
      before: async () =>
        void (refused = await refusalsOf(target.url, token, short ? activeCalls : TOO_MANY)),
    });
    const alive = await stillThere(clients);
    for (const client of clients) client.vanish();
    await target.quiet();
    return { ramp, active, refusals: refused, wantedRefusals: short ? activeCalls : TOO_MANY, alive, idle };
  });
}

/** @returns what was said to so many that asked when there was no room, by status and code */
async function refusalsOf(url: string, token: string, count: number): Promise<Map<string, number>> {
  const said = new Map<string, number>();
  const note = (what: string): void => void said.set(what, (said.get(what) ?? 0) + 1);
  await connectIdle(
    url,
    token,
    count,
    client => {
      note('let in');
      client.vanish();
    },
    error => note(error instanceof ConnectionRefused ? `${error.status} ${error.code}` : String(error)),
  );
  return said;
}

/** @returns how many answer */
async function stillThere(clients: readonly CallClient[]): Promise<number> {
  const answers = await Promise.allSettled(
    clients.map(async client => {
      const answer = client.next('heartbeat');
      client.heartbeat();
      await answer;
    }),
  );
  return answers.filter(({ status }) => status === 'fulfilled').length;
}

const CLEAN = /^503 /;

function verdictsOf(
  { ramp, active, refusals, wantedRefusals, alive, idle }: ConnectionsRun,
  { short }: RunOptions,
): Verdict[] {
  const unclean = [...refusals]
    .filter(([said]) => !CLEAN.test(said))
    .reduce((sum, [, count]) => sum + count, 0);
  const clean = [...refusals].filter(([said]) => CLEAN.test(said)).reduce((sum, [, count]) => sum + count, 0);
  const most = ramp.at(-1)!;
  return [
    atLeast('idle connections', most.idle, idle),
    atLeast('of them there at the end', alive, idle),
    atLeast('clean refusals where there is no room', clean, wantedRefusals),
    none('other answers where there is no room', unclean),
    ...complete(active),
    ...(short || Number.isNaN(most.rssMb)
      ? []
      : [
          atMost(
            `resident with ${most.idle} idle connections`,
            most.rssMb,
            bounds.connections.rssMb,
            'MB',
            0,
          ),
        ]),
  ];
}

export function connectionsReport(run: ConnectionsRun, options: RunOptions): LoadReport {
  const { ramp, active, refusals } = run;
  return {
    title: 'Connections',
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    bounds: verdictsOf(run, options),
    plots: [
      {
        title: 'Memory against idle connections',
        xLabel: 'idle connections',
        yLabel: 'MB resident',
        x: ramp.map(({ idle }) => idle),
        series: [{ label: 'service', values: ramp.map(({ rssMb }) => (Number.isNaN(rssMb) ? null : rssMb)) }],
      },
    ],
    tables: [
      {
        title: 'Idle connections',
        head: ['connections', 'resident MB'],
        rows: ramp.map(({ idle, rssMb }) => [String(idle), Number.isNaN(rssMb) ? '–' : rssMb.toFixed(0)]),
      },
      stepsTable('Callers among them', [active]),
      {
        title: 'What those were told for whom there was no room',
        head: ['answer', 'times'],
        rows: [...refusals].map(([said, count]) => [said, String(count)]),
      },
    ],
  };
}
