import { randomBytes } from 'node:crypto';
import { defaultSettings } from '@app/core';
import type { CallId, CallSnapshot, HistoryEntry } from '@app/core';
import { Cipher, readKeys } from './cipher';
import { MAX_STATE_BYTES, SnapshotCodec } from './snapshot-codec';

const callId = 'call-1' as CallId;

const snapshot = (history: readonly HistoryEntry[] = []): CallSnapshot => ({
  version: 1,
  callId,
  history,
  settings: { ...defaultSettings, profile: { owner: 'Ada' } },
  turn: 2,
  greeted: true,
  unanswered: 'what now?',
  heard: null,
  counters: {
    durationMs: 1000,
    turns: 2,
    interruptions: 0,
    cacheHits: 0,
    latencies: { firstAudioMs: [1], endpointingMs: [2] },
  },
});

const cipher = (...keys: Buffer[]): SnapshotCodec => new SnapshotCodec(new Cipher(keys));
const [key, other] = [randomBytes(32), randomBytes(32)];

describe('The state of a call, written down', () => {
  it('comes back as it was', () => {
    const codec = new SnapshotCodec(null);
    expect(codec.decode(codec.encode(snapshot()), callId)).toEqual(snapshot());
  });

  it('loses the oldest of its history where it is too long, never its settings', () => {
    const codec = new SnapshotCodec(null);
    const history = Array.from({ length: 100 }, (_, i): HistoryEntry => ({
      role: 'caller',
      text: `${i} ${'é'.repeat(4000)}`,
      at: i,
    }));
    const text = codec.encode(snapshot(history));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_STATE_BYTES + 10);
    const read = codec.decode(text, callId)!;
    expect(read.history.at(-1)).toEqual(history.at(-1));
    expect(read.history.length).toBeGreaterThan(20);
    expect(read.settings.profile).toEqual({ owner: 'Ada' });
  });

  it('cannot be read without the key, nor as another call', () => {
    const sealed = cipher(key).encode(snapshot());
    expect(sealed).not.toContain('what now');
    expect(cipher(key).decode(sealed, callId)).toEqual(snapshot());
    expect(cipher(other).decode(sealed, callId)).toBeNull();
    expect(new SnapshotCodec(null).decode(sealed, callId)).toBeNull();
    expect(cipher(key).decode(sealed, 'call-2' as CallId)).toBeNull();
  });

  it('is read by an older key while keys are changed', () => {
    const sealed = cipher(key).encode(snapshot());
    expect(cipher(other, key).decode(sealed, callId)).toEqual(snapshot());
  });

  it.each(['', 'plain:', 'plain:null', 'plain:{"version":2}', 'sealed:', 'sealed:AAAA', 'nonsense'])(
    'is nothing where it is %j',
    stored => {
      expect(new SnapshotCodec(null).decode(stored, callId)).toBeNull();
      expect(cipher(key).decode(stored, callId)).toBeNull();
    },
  );

  it('is not believed in the clear where a key is set', () => {
    expect(cipher(key).decode(new SnapshotCodec(null).encode(snapshot()), callId)).toBeNull();
  });

  it('wants keys of 32 bytes', () => {
    expect(readKeys(`${key.toString('hex')}, ${other.toString('base64')}`)).toEqual([key, other]);
    expect(readKeys('short')).toBeNull();
    expect(readKeys(`${key.toString('hex')},`)).toBeNull();
  });
});
