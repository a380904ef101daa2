import type { ChildProcess } from 'node:child_process';
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
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** The resolution of the service's own measurement of its lag, which is in each of its values, ms. */
const LAG_RESOLUTION_MS = 10;

async function loopLagOf(url: string): Promise<number> {
  const metrics = await fetch(`${url.replace(/^ws/, 'http')}/metrics`).then(response => response.text());
  const seconds = /^nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? (\S+)/m.exec(metrics)?.[1];
  return seconds === undefined ? Number.NaN : Math.max(0, Number(seconds) * 1000 - LAG_RESOLUTION_MS);
}

/** @param url as `ws://host:port` */
export const runningTarget = (url: string): Target => ({
  url,
  pid: null,
  readyMs: null,
  usage: () => null,
  loopLagMs: () => loopLagOf(url).catch(() => Number.NaN),
  stop: async () => undefined,
});

/**
 * The built service in a process of its own, on a core of its own.
 * @param nodeOptions such as `--cpu-prof`
 */
export async function startService(
  environment: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<Target & { readonly child: ChildProcess; readonly pid: number }> {
  const port = await freePort();
  const main = join(process.cwd(), 'dist/apps/realtime-processor/src/main.js');
  const startedAt = performance.now();
  const { child } = await startPinned(
    SERVICE_CORE,
    [...nodeOptions, main],
    { ...FOR_LOAD, ...environment, PORT: String(port) },
    /listens on/,
  );
  const readyMs = performance.now() - startedAt;
  const url = `ws://127.0.0.1:${port}`;
  const pid = child.pid ?? -1;
  return {
    url,
    pid,
    child,
    readyMs,
    usage: () => usageOf(pid),
    loopLagMs: () => loopLagOf(url),
    stop: signal => stopChild(child, signal),
  };
}
