import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav, resample } from '@app/audio';
import { samplesIn } from '@app/core';
import type { SpeechVerdict, VoiceActivity } from '@app/core';

const folder = join(__dirname, '../../../../test/audio');

interface Recording {
  readonly file: string;
  /** Seconds, by forced alignment. */
  readonly speech: readonly (readonly [number, number])[];
}

export const aligned = (
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: Partial<Recording>[] }
).files.filter((each): each is Recording => each.speech !== undefined);

/** A second of silence, the recording, a second of silence. */
export function spoken(file: string, rate: number): Int16Array {
  const { pcm, sampleRate } = parseWav(readFileSync(join(folder, file)));
  const silence = new Int16Array(rate);
  return Int16Array.from([...silence, ...resample(pcm, sampleRate, rate), ...silence]);
}

/** A verdict, and the media time that had been heard when it was given. */
export interface Heard extends SpeechVerdict {
  readonly knownAt: number;
}

/** @param frame samples of each frame but the last */
export function listen(engine: VoiceActivity, pcm: Int16Array, rate: number, frame = rate / 50): Heard[] {
  const heard: Heard[] = [];
  let knownAt = 0;
  const detector = engine.open(rate, verdict => heard.push({ ...verdict, knownAt }));
  for (let from = 0; from < pcm.length; from += frame) {
    const at = (from * 1000) / rate;
    const lent = pcm.slice(from, from + frame);
    knownAt = at + (lent.length * 1000) / rate;
    detector.process({ pcm: lent, sampleRate: rate, at });
    lent.fill(12_345);
  }
  detector.close();
  return heard;
}

const clipped = (sample: number): number => Math.max(-32_768, Math.min(32_767, sample));

/** What any engine gives that hears windows of 32 ms, at both rates. */
export function describeWindowEngine(name: string, make: () => Promise<VoiceActivity>): void {
  describe.each([8000, 16_000])(`${name} at %d Hz`, rate => {
    let engine: VoiceActivity;
    beforeAll(async () => (engine = await make()));
    const beginning = (heard: readonly Heard[]): Heard => heard.find(each => each.type === 'speech-started')!;

    it('says soon that somebody speaks', () => {
      const delays = aligned.map(({ file, speech }) => {
        const heard = listen(engine, spoken(file, rate), rate);
        return beginning(heard).knownAt - 1000 * (1 + speech[0]![0]);
      });
      const median = delays.sort((a, b) => a - b)[delays.length >> 1]!;
      expect(median).toBeGreaterThan(0);
      expect(median).toBeLessThanOrEqual(120);
    });

    it.each([
      ['clipped', (sample: number) => clipped(sample * 12)],
      ['faint', (sample: number) => Math.round(sample / 16)],
      ['on a constant offset', (sample: number) => clipped(sample + 3000)],
      ['upside down', (sample: number) => clipped(-sample)],
    ])('hears speech that is %s', (_, change) => {
      const heard = listen(engine, spoken('austen-0880.wav', rate).map(change), rate);
      expect(Math.abs(beginning(heard).at - 1210)).toBeLessThan(250);
      expect(Math.abs(heard.at(-1)!.at - 3740)).toBeLessThan(250);
    });

    it.each([1, 7, 159, 333, 59 * 16_000])('hears the same in frames of %d samples', frame => {
      const pcm = spoken('austen-0880.wav', rate);
      const times = (heard: Heard[]) => heard.map(({ type, at }) => [type, Math.round(at)]);
      expect(times(listen(engine, pcm, rate, frame))).toEqual(times(listen(engine, pcm, rate)));
    });

    it.each([
      ['zero', 0],
      ['0x7FFF', 0x7fff],
      ['-0x8000', -0x8000],
    ])('hears no speech in samples that are all %s, and the speech after them', (_, sample) => {
      const pcm = new Int16Array(samplesIn(2000, rate)).fill(sample);
      expect(listen(engine, pcm, rate)).toEqual([]);
      const heard = listen(engine, Int16Array.from([...pcm, ...spoken('austen-0880.wav', rate)]), rate);
      expect(heard.filter(({ at }) => Math.abs(at - 3210) < 250)).toHaveLength(1);
    });

    it('keeps time where the line has lost some', () => {
      const pcm = spoken('austen-0880.wav', rate);
      const heard: SpeechVerdict[] = [];
      const detector = engine.open(rate, verdict => heard.push(verdict));
      detector.process({ pcm: pcm.subarray(0, rate / 2), sampleRate: rate, at: 0 });
      detector.process({ pcm: pcm.subarray(rate / 2), sampleRate: rate, at: 10_500 });
      expect(Math.abs(heard[0]!.at - 11_210)).toBeLessThan(250);
    });
  });

  it.each([11_025, 48_000, 0, Number.NaN])(`${name} refuses %d Hz`, async rate => {
    const engine = await make();
    expect(() => engine.open(rate, () => undefined)).toThrow(String(rate));
  });
}
