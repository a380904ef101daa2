import type { CallId, CallSnapshot } from '@app/core';
import type { Cipher } from './cipher';

/** The state of a call is no longer than this, bytes: settings at their longest, and a long talk. */
export const MAX_STATE_BYTES = 256 * 1024;

/** Latencies of so many turns are written down for the report. */
const KEPT_LATENCIES = 200;

const SEALED = 'sealed:';
const PLAIN = 'plain:';

/** What a snapshot is in a store. */
export class SnapshotCodec {
  /** @param cipher null: the state is kept as it is */
  constructor(private readonly cipher: Cipher | null) {}

  /** The oldest of the history goes where it would be too long. */
  encode(snapshot: CallSnapshot): string {
    const text = fit(snapshot);
    if (!this.cipher) return PLAIN + text;
    return SEALED + this.cipher.seal(Buffer.from(text), snapshot.callId);
  }

  /** @returns null where it cannot be read here: another key, another version */
  decode(stored: string, callId: CallId): CallSnapshot | null {
    const text = this.open(stored, callId);
    if (text === null) return null;
    try {
      const snapshot = JSON.parse(text) as Partial<CallSnapshot> | null;
      return snapshot?.version === 1 ? (snapshot as CallSnapshot) : null;
    } catch {
      return null;
    }
  }

  private open(stored: string, callId: CallId): string | null {
    // Where a key is set, state that anybody could have written is not believed.
    if (!this.cipher) return stored.startsWith(PLAIN) ? stored.slice(PLAIN.length) : null;
    if (!stored.startsWith(SEALED)) return null;
    return this.cipher.open(stored.slice(SEALED.length), callId)?.toString() ?? null;
  }
}

function fit(snapshot: CallSnapshot): string {
  const { latencies } = snapshot.counters;
  const counters = {
    ...snapshot.counters,
    latencies: {
      firstAudioMs: latencies.firstAudioMs.slice(-KEPT_LATENCIES),
      endpointingMs: latencies.endpointingMs.slice(-KEPT_LATENCIES),
    },
  };
  let { history } = snapshot;
  for (;;) {
    const text = JSON.stringify({ ...snapshot, counters, history });
    if (history.length === 0 || Buffer.byteLength(text) <= MAX_STATE_BYTES) return text;
    history = history.slice(Math.ceil(history.length / 8));
  }
}
