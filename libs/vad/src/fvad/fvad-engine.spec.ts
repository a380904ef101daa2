import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav, resample } from '@app/audio';
import { FRAME_MS, samplesIn } from '@app/core';
import type { SpeechVerdict } from '@app/core';
import { describeContract, voiceActivityContract } from '@app/testing';
import { FvadEngine } from './fvad-engine';

describeContract('libfvad', voiceActivityContract, { make: () => FvadEngine.create({ mode: 3 }) });

interface Recording {
  readonly file: string;
  /** Seconds, by forced alignment. */
  readonly speech?: readonly (readonly [number, number])[];
}

const folder = join(__dirname, '../../../../test/audio');
const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: Recording[] };
const aligned = files.filter(({ speech }) => speech !== undefined);

const recording = (file: string, rate: number): Int16Array => {
  const { pcm, sampleRate } = parseWav(readFileSync(join(folder, file)));
  return resample(pcm, sampleRate, rate);
};

function verdictsOf(engine: FvadEngine, pcm: Int16Array, rate: number): SpeechVerdict[] {
  const verdicts: SpeechVerdict[] = [];
  const detector = engine.open(rate, verdict => verdicts.push(verdict));
  const frame = samplesIn(FRAME_MS, rate);
  for (let from = 0; from < pcm.length; from += frame) {
    detector.process({ pcm: pcm.subarray(from, from + frame), sampleRate: rate, at: (from * 1000) / rate });
  }
  detector.close();
  return verdicts;
}

const heardAt = (verdicts: readonly SpeechVerdict[], ms: number): boolean =>
  verdicts.filter(verdict => verdict.at <= ms).at(-1)?.type === 'speech-started';

/** How much of the aligned speech was heard as speech, 0–1. */
function found({ speech = [] }: Recording, verdicts: readonly SpeechVerdict[]): number {
  let whole = 0;
  let heard = 0;
  for (const [start, end] of speech) {
    for (let ms = start * 1000; ms < end * 1000; ms += 10) {
      whole++;
      if (heardAt(verdicts, ms)) heard++;
    }
  }
  return heard / whole;
}

describe('libfvad', () => {
  let engine: FvadEngine;
  beforeAll(async () => (engine = await FvadEngine.create({ mode: 3 })));

  it.each(aligned.flatMap(each => [8000, 16_000].map(rate => ({ ...each, rate }))))(
    'finds the speech of $file at $rate Hz',
    ({ rate, ...each }) => {
      const verdicts = verdictsOf(engine, recording(each.file, rate), rate);
      expect(found(each, verdicts)).toBeGreaterThan(0.95);
    },
  );

  it('is as good as not there in white noise', async () => {
    const noise = Int16Array.from({ length: 160_000 }, (_, i) => ((i * 2_654_435_761) % 4001) - 2000);
    const verdicts = verdictsOf(engine, noise, 16_000);
    const heardMs =
      Array.from({ length: 1000 }, (_, i) => i * 10).filter(ms => heardAt(verdicts, ms)).length * 10;
    expect(heardMs).toBeLessThan(500);
  });

  it('hears speech on a constant offset', () => {
    const [first] = aligned;
    const pcm = recording(first!.file, 16_000).map(sample =>
      Math.max(-32768, Math.min(32767, sample + 2000)),
    );
    expect(found(first!, verdictsOf(engine, pcm, 16_000))).toBeGreaterThan(0.9);
  });

  it('takes a frame of a length it cannot hear as silence, and hears the next', () => {
    const lengths = [0, 1, 159, 161, 319, 321, 480, 640, 48_000];
    const heard: SpeechVerdict[] = [];
    const detector = engine.open(16_000, verdict => heard.push(verdict));
    for (const length of lengths) {
      detector.process({ pcm: new Int16Array(length).fill(32767), sampleRate: 16_000, at: 0 });
    }
    detector.close();
    expect(heard).toEqual([]);
    const [first] = aligned;
    expect(found(first!, verdictsOf(engine, recording(first!.file, 16_000), 16_000))).toBeGreaterThan(0.95);
  });

  it('is stricter the higher the mode', async () => {
    const lenient = await FvadEngine.create({ mode: 0 });
    const pcm = recording('zh-modelscope.wav', 16_000);
    const lateness = (each: FvadEngine): number => verdictsOf(each, pcm, 16_000)[0]!.at;
    expect(lateness(lenient)).toBeLessThan(lateness(engine));
  });

  it.each([11_025, 32_000, 0, Number.NaN])('refuses %d Hz', rate => {
    expect(() => engine.open(rate, () => undefined)).toThrow(String(rate));
  });

  it('gives back the memory of each call', () => {
    const before = process.memoryUsage().external;
    for (let i = 0; i < 50_000; i++) engine.open(8000, () => undefined).close();
    expect(process.memoryUsage().external - before).toBeLessThan(4 << 20);
  });
});
