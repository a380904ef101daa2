import type { Millis } from '@app/core';

/** Nobody waits longer for an answer on the phone; a server that says so is mistaken or does not mean us. */
const LONGEST_MS: Millis = 3_600_000;

/** `retry-after-ms`, else `retry-after` in seconds or as a date (RFC 9110, 10.2.3); null where neither says anything. */
export function retryAfterMs(headers: Pick<Headers, 'get'> | undefined, epochMs = Date.now()): Millis | null {
  const inMs = numberIn(headers?.get('retry-after-ms'));
  if (inMs !== null) return clamped(inMs);
  const after = headers?.get('retry-after');
  const seconds = numberIn(after);
  if (seconds !== null) return clamped(seconds * 1000);
  const date = after ? Date.parse(after) : Number.NaN;
  return Number.isNaN(date) ? null : clamped(date - epochMs);
}

const numberIn = (text: string | null | undefined): number | null =>
  text && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;

const clamped = (ms: number): Millis => Math.min(LONGEST_MS, Math.max(0, ms));
