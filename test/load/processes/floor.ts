import { join } from 'node:path';
import { SERVICE_CORE, startPinned, stopChild } from './pinned';
import { optionsOfStart } from './service';
import type { Target } from './service';
import { usageOf } from './usage';

/**
 * A bare `ws` server where the service would be, with the options of Node that the service has.
 * @param share of the frames that come, so many are answered by one
 * @param frameBytes each
 */
export async function startFloor(share: number, frameBytes: number): Promise<Target> {
  const program = join(process.cwd(), 'dist/test/load/processes/floor-server.js');
  const startedAt = performance.now();
  const { child, line } = await startPinned(
    SERVICE_CORE,
    [...optionsOfStart(), program, String(share), String(frameBytes)],
    {},
    /^floor on/,
  );
  const readyMs = performance.now() - startedAt;
  const pid = child.pid ?? -1;
  return {
    url: `ws://127.0.0.1:${line.split(' ').at(-1)}`,
    pid,
    readyMs,
    usage: () => usageOf(pid),
    loopLagMs: async () => Number.NaN,
    quiet: async () => undefined,
    stop: () => stopChild(child),
  };
}
