import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav } from '@app/audio';
import { kernelSources } from './kernel-binary';
import { SampleWindow } from './sample-window';
import { SileroModel } from './silero-model';
import type { SileroNet } from './silero-net';

/** What onnxruntime-web 1.30.0 says of every whole window of a recording, from the same model. */
interface Reference {
  readonly recording: string;
  readonly '16000': readonly number[];
  readonly '8000': readonly number[];
}

const reference = JSON.parse(
  readFileSync(join(__dirname, 'reference-probabilities.json'), 'utf8'),
) as Reference;
const { pcm } = parseWav(readFileSync(join(__dirname, '../../../../test/audio', reference.recording)));

/** What is computed in whole numbers of 12 bits may differ by so much. */
const COARSE = 0.01;

/** Every second sample, unfiltered: the reference heard the same, and nothing else matters here. */
const samplesAt = { 16_000: pcm, 8000: pcm.filter((_, i) => i % 2 === 0) } as const;

function windowsOf(net: SileroNet, samples: Int16Array): Int16Array[] {
  const window = new SampleWindow(net.window, net.context);
  const windows: Int16Array[] = [];
  for (let taken = 0; taken < samples.length;) {
    taken += window.take(samples, taken);
    if (!window.full) break;
    windows.push(window.samples.slice());
    window.next();
  }
  return windows;
}

function hear(net: SileroNet, state: Float32Array, window: Int16Array): number {
  net.transform(window);
  return net.infer(state);
}

describe('Silero, computed here', () => {
  let model: SileroModel;
  beforeAll(async () => (model = await SileroModel.load()));

  it.each([16_000, 8000] as const)('says what the reference says, at %d Hz', rate => {
    const net = model.at(rate);
    const state = net.newState();
    const heard = windowsOf(net, samplesAt[rate]).map(window => hear(net, state, window));
    const expected = reference[rate];
    expect(heard).toHaveLength(expected.length);
    expect(Math.max(...expected)).toBeGreaterThan(0.99);
    for (const [i, probability] of heard.entries())
      expect(Math.abs(probability - expected[i]!)).toBeLessThan(COARSE);
  });

  it('says the same of two calls together as of each alone', () => {
    const net = model.at(16_000);
    const speech = windowsOf(net, samplesAt[16_000]);
    const hiss = windowsOf(
      net,
      samplesAt[16_000].map((_, i) => ((i * 7919) % 2001) - 1000),
    );
    const alone = (windows: Int16Array[]): number[] => {
      const state = net.newState();
      return windows.map(window => hear(net, state, window));
    };
    const [one, other] = [net.newState(), net.newState()];
    const together = speech.map((window, i) => [hear(net, one, window), hear(net, other, hiss[i]!)]);
    expect(together.map(each => each[0])).toEqual(alone(speech));
    expect(together.map(each => each[1])).toEqual(alone(hiss));
  });

  it('is a number from 0 to 1 whatever the samples are', () => {
    for (const rate of [8000, 16_000] as const) {
      const net = model.at(rate);
      const state = net.newState();
      const shapes = [() => 0, () => 32_767, () => -32_768, (i: number) => (i % 2 === 0 ? 32_767 : -32_768)];
      for (const shape of shapes) {
        for (let n = 0; n < 20; n++) {
          const window = Int16Array.from({ length: net.context + net.window }, (_, i) => shape(i));
          const probability = hear(net, state, window);
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }
      expect(state.every(Number.isFinite)).toBe(true);
    }
  });

  it('runs what its sources say: npm run silero-kernel after a change', () => {
    const folder = join(__dirname, 'kernel');
    const hash = createHash('sha256');
    for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
    expect(hash.digest('hex')).toBe(kernelSources);
  });
});
