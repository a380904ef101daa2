import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import { connectIdle } from '../driver/idle-callers';
import { IdleHolder } from '../processes/idle-holder';
import { RefusalLog, tellApart } from '../processes/refusal-log';
import type { Target } from '../processes/service';
import type { Findings, Verdict } from '../report/load-report';
import { measureInTime } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { overTime } from '../run/plots';
import { showProgress } from '../run/progress';
import { callersTable, stepsTable } from '../run/tables';
import { atLeast, atMost, complete, driverInTime, none } from '../run/verdicts';
import { withService } from '../run/with-service';

const SHORT_IDLE = 60;
/** Beside those that are idle, so many speak. */
const ACTIVE = 20;
const SHORT_ACTIVE = 3;
/** More ask than there is room for. */
const TOO_MANY = 200;
const STEPS = 10;
const SETTLE_S = 5;
const SHORT_SETTLE_S = 1;
const SECONDS = 20;
const SHORT_SECONDS = 6;

export interface ConnectionsRun {
  /** Idle connections and resident MB, step by step, up to the first refusal. */
  readonly ramp: readonly { readonly idle: number; readonly rssMb: number }[];
  /** Those that spoke while all others were there; null: somebody had been refused before. */
  readonly active: Measured | null;
  /** What those were told that were not let in, and how often. */
  readonly refused: Readonly<Record<string, number>>;
  /** So many should have been; null where nobody knows for how many there is room. */
  readonly toRefuse: number | null;
  /** Idle connections that were still there at the end. */
  readonly alive: number;
  /** That were wanted. */
  readonly idle: number;
}

/** Idle connections up to the limit, callers among them, and then more than there is room for. */
export async function runConnections(options: RunOptions): Promise<ConnectionsRun> {
  const { short, token } = options;
  const idle = options.calls?.at(-1) ?? (short ? SHORT_IDLE : bounds.connections.idle);
  const speaking = short ? SHORT_ACTIVE : ACTIVE;
  const toRefuse = options.target === null ? (short ? speaking : TOO_MANY) : null;
  // Nobody is asked whether he is still there, or cut off because he says nothing.
  const environment = {
    MAX_CONNECTIONS: String(idle + speaking),
    IDLE_TIMEOUT_MS: '3600000',
    CALLER_SILENCE_PROMPT_MS: '0',
  };
  return withService(options, environment, async target => {
    const holder = await IdleHolder.start(target.url, token);
    try {
      const { ramp, refused } = await climb(target, holder, idle);
      const isFull = Object.keys(refused.said).length > 0;
      const active = isFull
        ? null
        : await measureInTime(target, {
            plan: { ...standardCall, ...(short && { firstS: 1 }), ...options.plan },
            calls: speaking,
            perSecond: 50,
            settleS: short ? SHORT_SETTLE_S : SETTLE_S,
            measureS: options.seconds ?? (short ? SHORT_SECONDS : SECONDS),
            token,
            ...(short && { attempts: 1 }),
            before: () => askForMore(target.url, token, toRefuse ?? 0, refused),
          });
      return { ramp, active, refused: refused.said, toRefuse, alive: await holder.alive(), idle };
    } finally {
      await holder.stop();
    }
  });
}

/** Until all are there, or somebody is not let in. */
async function climb(
  target: Target,
  holder: IdleHolder,
  idle: number,
): Promise<{ ramp: ConnectionsRun['ramp'][number][]; refused: RefusalLog }> {
  const ramp: ConnectionsRun['ramp'][number][] = [];
  const refused = new RefusalLog();
  let opened = 0;
  for (let step = 1; step <= STEPS; step++) {
    const asked = await holder.open(Math.round((idle * step) / STEPS) - opened);
    opened = asked.there;
    const rssMb = target.usage()?.rssMb ?? Number.NaN;
    ramp.push({ idle: opened, rssMb });
    showProgress(`${opened} idle connections, ${rssMb.toFixed(0)} MB`);
    const told = Object.entries(asked.refused);
    for (const [said, times] of told) refused.add(said, times);
    if (told.length > 0) break;
  }
  return { ramp, refused };
}

/** So many more than there is room for. A step that is measured again asks again: the last time counts. */
async function askForMore(url: string, token: string, count: number, log: RefusalLog): Promise<void> {
  for (const said of Object.keys(log.said)) delete log.said[said];
  await connectIdle(
    url,
    token,
    count,
    client => {
      log.add('let in');
      client.vanish();
    },
    error => log.note(error),
  );
}

function verdictsOf(
  { ramp, active, refused, toRefuse, alive, idle }: ConnectionsRun,
  { short }: RunOptions,
): Verdict[] {
  const { clean, other } = tellApart(refused);
  const most = ramp.at(-1)!;
  const resident = `resident with ${most.idle} idle connections`;
  return [
    atLeast('idle connections', most.idle, idle),
    atLeast('of them there at the end', alive, idle),
    ...(toRefuse === null ? [] : [atLeast('clean refusals where there is no room', clean, toRefuse)]),
    none('other answers where there is no room', other),
    ...(active && !short ? [driverInTime(active)] : []),
    ...(active ? complete(active) : []),
    ...(short || Number.isNaN(most.rssMb)
      ? []
      : [atMost(resident, most.rssMb, bounds.connections.rssMb, 'MB', 0)]),
  ];
}

export function connectionsReport(run: ConnectionsRun, options: RunOptions): Findings {
  const { ramp, active, refused } = run;
  return {
    title: 'Connections',
    bounds: verdictsOf(run, options),
    plots: [
      {
        title: 'Memory against idle connections',
        xLabel: 'idle connections',
        yLabel: 'MB resident',
        x: ramp.map(({ idle }) => idle),
        series: [{ label: 'service', values: ramp.map(({ rssMb }) => (Number.isNaN(rssMb) ? null : rssMb)) }],
      },
      ...(active ? overTime(active, 'callers among idle connections') : []),
    ],
    tables: [
      {
        title: 'Idle connections',
        head: ['connections', 'resident MB'],
        rows: ramp.map(({ idle, rssMb }) => [String(idle), Number.isNaN(rssMb) ? '–' : rssMb.toFixed(0)]),
      },
      ...(active
        ? [stepsTable('Callers among them', [active]), callersTable('What else happened to them', [active])]
        : []),
      {
        title: 'What those were told for whom there was no room',
        head: ['answer', 'times'],
        rows: Object.entries(refused).map(([said, count]) => [said, String(count)]),
      },
    ],
    runs: { active: active ? [active] : [] },
  };
}
