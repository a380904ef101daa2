import { connect } from '@app/client';
import type { CallClient } from '@app/client';

const AT_ONCE = 50;
const CONNECT_WITHIN_MS = 20_000;
let names = 0;

/** Connections that say nothing, some at a time. @param failed where it is left out, the first failure is thrown */
export async function connectIdle(
  url: string,
  token: string,
  count: number,
  opened: (client: CallClient) => void,
  failed: (error: unknown) => void = error => {
    throw error;
  },
): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - done) }, async () => {
      const signal = AbortSignal.timeout(CONNECT_WITHIN_MS);
      const callId = `idle-${process.pid}-${names++}`;
      await connect(url, { token, callId, audio: 'pcm16', rate: 16_000, signal }).then(opened, failed);
    });
    await Promise.all(batch);
  }
}
