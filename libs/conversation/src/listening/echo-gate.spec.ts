import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav } from '@app/audio';
import type { SpeechVerdict } from '@app/core';
import { EchoGate } from './echo-gate';
import { EchoReference } from './echo-reference';

const RATE = 16_000;
const FRAME = 320;

const recording = (file: string): Int16Array =>
  parseWav(readFileSync(join(__dirname, '../../../../test/audio', file))).pcm;

const assistant = recording('jfk.wav');
const caller = recording('austen-0880.wav');

interface Line {
  /** dB; null: no echo. */
  readonly echo: number | null;
  readonly delayMs?: number;
  /** dB, from `from` ms on. */
  readonly caller?: number;
  readonly from?: number;
  readonly chunkMs?: number;
}

const gain = (db: number | null | undefined): number =>
  db === null || db === undefined ? 0 : 10 ** (db / 20);

/** What passes while the assistant speaks and the detector takes any sound for speech. */
function passed({ echo, delayMs = 200, caller: callerDb, from = 3000, chunkMs = 20 }: Line): SpeechVerdict[] {
  const reference = new EchoReference(60);
  const verdicts: SpeechVerdict[] = [];
  const gate = new EchoGate(reference, verdict => verdicts.push(verdict));
  let speaking = false;
  let silentFrames = 10;
  const delay = (delayMs * RATE) / 1000;
  for (let n = 0; n * FRAME < assistant.length; n++) {
    reference.sounds(assistant.subarray(n * FRAME, (n + 1) * FRAME), RATE, n * 20);
    const pcm = Int16Array.from({ length: FRAME }, (_, i) => {
      const at = n * FRAME + i;
      const mine = caller[at - (from * RATE) / 1000] ?? 0;
      const noise = ((at * 2_654_435_761) % 41) - 20;
      return gain(echo) * (assistant[at - delay] ?? 0) + gain(callerDb) * mine + noise;
    });
    // Several frames come at one moment where the client sends larger chunks.
    const now = Math.floor((n * 20) / chunkMs) * chunkMs + chunkMs;
    silentFrames = pcm.some(sample => Math.abs(sample) > 150) ? 0 : silentFrames + 1;
    const loud = silentFrames < 10;
    if (loud !== speaking) {
      speaking = loud;
      gate.verdict({ type: loud ? 'speech-started' : 'speech-ended', at: n * 20, confidence: 1 }, now);
    }
    gate.frame({ pcm, sampleRate: RATE, at: n * 20 }, now);
  }
  return verdicts;
}

describe('The echo gate', () => {
  it.each([60, 200, 400])('lets no echo pass that comes back 20 dB down after %d ms', delayMs => {
    expect(passed({ echo: -20, delayMs })).toEqual([]);
    expect(passed({ echo: -20, delayMs, chunkMs: 100 })).toEqual([]);
  });

  it.each([0, -6, -12])(
    'lets a caller pass at %d dB to the assistant, on a line with echo and without',
    db => {
      expect(passed({ echo: null, caller: db }).length).toBeGreaterThan(0);
      if (db > -12) expect(passed({ echo: -20, caller: db }).length).toBeGreaterThan(0);
    },
  );

  it('lets a quiet caller pass before anything is known of the line', () => {
    const verdicts = passed({ echo: null, caller: -18, from: 300 });
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts[0]!.at).toBeLessThan(1500);
  });

  it('lets everything pass when the assistant is silent', () => {
    const verdicts: SpeechVerdict[] = [];
    const gate = new EchoGate(new EchoReference(60), verdict => verdicts.push(verdict));
    gate.verdict({ type: 'speech-started', at: 0, confidence: 1 }, 60);
    gate.verdict({ type: 'speech-ended', at: 500, confidence: 1 }, 700);
    expect(verdicts.map(verdict => verdict.type)).toEqual(['speech-started', 'speech-ended']);
  });
});
