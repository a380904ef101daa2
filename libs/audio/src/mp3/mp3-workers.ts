import { extname, join } from 'node:path';
import { Piscina } from 'piscina';

/**
 * Threads that encode and decode MP3, so that the loop that moves frames never waits for one. None runs until the
 * first job, and none for long after the last.
 */
export function mp3Workers(): Piscina {
  return new Piscina({
    // .ts under Jest, .js when built.
    filename: join(__dirname, `mp3.worker${extname(__filename)}`),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 5000,
    maxQueue: 1000,
  });
}
