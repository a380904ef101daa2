import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav, resample } from '@app/audio';
import type { SpeechVerdict, VoiceActivity } from '@app/core';
import type { ContractCheck } from '../contract';

const recordings = join(__dirname, '../../../../test/audio');

const silence = (ms: number, rate: number): Int16Array => new Int16Array((ms * rate) / 1000);

/** A second of silence, the recording, a second of silence. */
function speech(file: string, rate: number): Int16Array {
  const { pcm, sampleRate } = parseWav(readFileSync(join(recordings, file)));
  return Int16Array.from([
    ...silence(1000, rate),
    ...resample(pcm, sampleRate, rate),
    ...silence(1000, rate),
  ]);
}

/** The same noise every time: a small linear congruential generator. */
function noise(ms: number, rate: number, level: number): Int16Array {
  let state = 1;
  return silence(ms, rate).map(() => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return ((state / 2_147_483_648) * 2 - 1) * level;
  });
}

function listen(engine: VoiceActivity, pcm: Int16Array, rate: number): SpeechVerdict[] {
  const verdicts: SpeechVerdict[] = [];
  const detector = engine.open(rate, verdict => verdicts.push(verdict));
  const length = rate / 50;
  // One frame for all, as on the listen path: whoever keeps it hears the wrong thing.
  const lent = new Int16Array(length);
  for (let at = 0; at + length <= pcm.length; at += length) {
    lent.set(pcm.subarray(at, at + length));
    detector.process({ pcm: lent, sampleRate: rate, at: (at * 1000) / rate });
  }
  detector.close();
  return verdicts;
}

/** How much of the time it heard speech, ms. */
function speechMs(verdicts: readonly SpeechVerdict[], endMs: number): number {
  let sum = 0;
  for (const [i, verdict] of verdicts.entries()) {
    if (verdict.type === 'speech-started') sum += (verdicts[i + 1]?.at ?? endMs) - verdict.at;
  }
  return sum;
}

const eachRate = (check: (rate: number) => void): void => [8000, 16000].forEach(check);

/** What every voice activity engine does, at 8 and at 16 kHz. */
export const voiceActivityContract: readonly ContractCheck<VoiceActivity>[] = [
  {
    name: 'hears speech where it is, by media time',
    async run(engine) {
      eachRate(rate => {
        const verdicts = listen(engine, speech('austen-0880.wav', rate), rate);
        expect(verdicts[0]?.type).toBe('speech-started');
        // By the alignment the words last from 0.21 to 2.74 s of the recording, which begins at 1 s.
        // The recording brings room noise of its own from 1 s on.
        expect(Math.abs(verdicts[0]!.at - 1210)).toBeLessThan(250);
        expect(Math.abs(verdicts.at(-1)!.at - 3740)).toBeLessThan(250);
        expect(verdicts.at(-1)!.type).toBe('speech-ended');
      });
    },
  },
  {
    name: 'says started and ended in turn, in order of time',
    async run(engine) {
      eachRate(rate => {
        const verdicts = listen(engine, speech('jfk.wav', rate), rate);
        expect(verdicts.length).toBeGreaterThan(0);
        for (const [i, verdict] of verdicts.entries()) {
          expect(verdict.type).toBe(i % 2 === 0 ? 'speech-started' : 'speech-ended');
          expect(verdict.at).toBeGreaterThanOrEqual(verdicts[i - 1]?.at ?? 0);
          expect(verdict.confidence).toBeGreaterThanOrEqual(0);
          expect(verdict.confidence).toBeLessThanOrEqual(1);
        }
      });
    },
  },
  {
    name: 'hears nothing in silence, and little in steady noise',
    async run(engine) {
      eachRate(rate => {
        expect(listen(engine, silence(5000, rate), rate)).toEqual([]);
        expect(speechMs(listen(engine, noise(10_000, rate, 300), rate), 10_000)).toBeLessThan(2000);
      });
    },
  },
  {
    name: 'goes on after sound that is broken',
    async run(engine) {
      eachRate(rate => {
        const broken = [
          silence(1000, rate).fill(32767),
          silence(1000, rate).fill(-32768),
          silence(1000, rate).map((_, i) => (i % 2 === 0 ? 32767 : -32768)),
          silence(1000, rate).fill(8000),
        ];
        for (const pcm of broken) listen(engine, pcm, rate);
        const after = Int16Array.from([
          ...broken.flatMap(pcm => [...pcm]),
          ...speech('austen-0880.wav', rate),
        ]);
        const verdicts = listen(engine, after, rate).filter(verdict => verdict.at > 4500);
        expect(speechMs(verdicts, 9000)).toBeGreaterThan(1000);
      });
    },
  },
  {
    name: 'survives frames of any length',
    async run(engine) {
      eachRate(rate => {
        const detector = engine.open(rate, () => undefined);
        for (const length of [0, 1, rate / 50 - 1, rate / 50 + 1, rate]) {
          detector.process({ pcm: new Int16Array(length).fill(12_345), sampleRate: rate, at: 0 });
        }
        detector.close();
        expect(listen(engine, speech('austen-0880.wav', rate), rate).length).toBeGreaterThan(0);
      });
    },
  },
  {
    name: 'keeps calls apart',
    async run(engine) {
      const heard: SpeechVerdict[] = [];
      const quiet = engine.open(16000, verdict => heard.push(verdict));
      listen(engine, speech('austen-0880.wav', 16000), 16000);
      for (let i = 0; i < 50; i++) quiet.process({ pcm: silence(20, 16000), sampleRate: 16000, at: i * 20 });
      quiet.close();
      expect(heard).toEqual([]);
    },
  },
  {
    name: 'can be closed twice, and is silent afterwards',
    async run(engine) {
      const heard: SpeechVerdict[] = [];
      const detector = engine.open(16000, verdict => heard.push(verdict));
      detector.close();
      detector.close();
      const pcm = speech('austen-0880.wav', 16000);
      for (let at = 0; at + 320 <= pcm.length; at += 320) {
        detector.process({ pcm: pcm.subarray(at, at + 320), sampleRate: 16000, at: at / 16 });
      }
      expect(heard).toEqual([]);
    },
  },
];
