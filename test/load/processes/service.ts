import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_CORE, freePort, startPinned, stopChild } from './pinned';
import { usageOf } from './usage';
import type { Usage } from './usage';

/** Everything that must not stand in the way of many calls from one address and one user. */
const FOR_LOAD: Readonly<Record<string, string>> = {
  HOST: '127.0.0.1',
  NODE_ENV: 'development',
  LOG_LEVEL: 'warn',
  MAX_CONNECTIONS: '20000',
  RATE_LIMIT_HANDSHAKES_PER_IP: '1000000',
  RATE_LIMIT_CALLS_PER_SUBJECT: '1000000',
  RATE_LIMIT_CALLS_PER_TENANT: '1000000',
  RATE_LIMIT_HTTP_PER_IP: '1000000',
  RATE_LIMIT_HTTP_PER_SUBJECT: '1000000',
  // Measured is a turn that nobody took before.
  CACHE_ENABLED: 'false',
  DRAIN_TIMEOUT_MS: '0',
};

/** The service under load: one that was started for it, or one that runs already. */
export interface Target {
  readonly url: string;
  /** Null where it was not started here: its process cannot be looked at. */
  readonly pid: number | null;
  /** From its start until it listened, ms; null where it ran already. */
  readonly readyMs: number | null;
  usage(): Usage | null;
  /** P99 of the event loop's lag since this was last asked, ms; NaN where it does not tell. */
  loopLagMs(): Promise<number>;
  /** Resolves once it says that it has no call any more. @throws where it still has some after a while */
  quiet(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** The resolution of the service's own measurement of its lag, which is in each of its values, ms. */
const LAG_RESOLUTION_MS = 10;

/** The first sample of a metric, whatever its labels; NaN where there is none. */
async function metricOf(url: string, name: string): Promise<number> {
  const metrics = await fetch(`${url.replace(/^ws/, 'http')}/metrics`).then(response => response.text());
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(metrics)?.[1] ?? Number.NaN);
}

const loopLagOf = async (url: string): Promise<number> =>
  Math.max(0, (await metricOf(url, 'nodejs_eventloop_lag_p99_seconds')) * 1000 - LAG_RESOLUTION_MS);

const QUIET_WITHIN_MS = 15_000;
const ASKED_EVERY_MS = 200;

async function quietOf(url: string): Promise<void> {
  const giveUpAt = performance.now() + QUIET_WITHIN_MS;
  while ((await metricOf(url, 'realtime_calls_active')) > 0) {
    if (performance.now() > giveUpAt) throw new Error('calls that are over are still there');
    await new Promise(resolve => setTimeout(resolve, ASKED_EVERY_MS));
  }
}

/** @param url as `ws://host:port` */
export const runningTarget = (url: string): Target => ({
  url,
  pid: null,
  readyMs: null,
  usage: () => null,
  loopLagMs: () => loopLagOf(url).catch(() => Number.NaN),
  quiet: () => quietOf(url),
  stop: async () => undefined,
});

export interface StartedService extends Target {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

/** Options of Node with which `npm start` and the image start it. */
export function optionsOfStart(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter(word => word.startsWith('--'));
}

/**
 * The built service in a process of its own, on a core of its own.
 * @param nodeOptions such as `--cpu-prof`
 * @param onPort a free one where it is left out
 */
export async function startService(
  environment: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
  onPort?: number,
): Promise<StartedService> {
  const port = onPort ?? (await freePort());
  const main = join(process.cwd(), 'dist/apps/realtime-processor/src/main.js');
  const startedAt = performance.now();
  const { child } = await startPinned(
    SERVICE_CORE,
    [...optionsOfStart(), ...nodeOptions, main],
    { ...FOR_LOAD, ...environment, PORT: String(port) },
    /listens on/,
  );
  const readyMs = performance.now() - startedAt;
  const url = `ws://127.0.0.1:${port}`;
  const pid = child.pid ?? -1;
  return {
    url,
    pid,
    port,
    child,
    readyMs,
    usage: () => usageOf(pid),
    loopLagMs: () => loopLagOf(url),
    quiet: () => quietOf(url),
    stop: signal => stopChild(child, signal),
  };
}
