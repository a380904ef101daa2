import { noDeadline } from '@app/core';
import type { CallId, Scope } from '@app/core';

/** A scope for one test, and the means to abort it. */
export function testScope(callId = 'contract'): { readonly scope: Scope; abort(): void } {
  const controller = new AbortController();
  return {
    scope: { callId: callId as CallId, signal: controller.signal, deadline: noDeadline },
    abort: () => controller.abort(new Error('aborted by the test')),
  };
}

/** Everything a stream yields. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of stream) all.push(item);
  return all;
}
