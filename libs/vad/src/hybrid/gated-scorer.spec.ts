import { SampleWindow } from '../silero/sample-window';
import { SileroModel } from '../silero/silero-model';
import type { SileroNet } from '../silero/silero-net';
import { spoken } from '../silero/window-engine.spec-kit';
import { GatedScorer } from './gated-scorer';

const RATE = 16_000;

/** The same noise every time: a small linear congruential generator. */
function noise(ms: number, level: number): Int16Array {
  let state = 1;
  return new Int16Array((ms * RATE) / 1000).map(() => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return ((state / 2_147_483_648) * 2 - 1) * level;
  });
}

describe('Silero behind its gate', () => {
  let net: SileroNet;
  beforeAll(async () => (net = (await SileroModel.load()).at(RATE)));
  afterEach(() => jest.restoreAllMocks());

  /** @returns the share of windows that the network heard, and all probabilities */
  function hear(pcm: Int16Array): { asked: number; said: number[] } {
    const infer = jest.spyOn(net, 'infer');
    const scorer = new GatedScorer(net);
    const window = new SampleWindow(net.window, net.context);
    const said: number[] = [];
    for (let taken = 0; taken < pcm.length;) {
      taken += window.take(pcm, taken);
      if (!window.full) break;
      said.push(scorer.score(window.samples));
      window.next();
    }
    const asked = infer.mock.calls.length / said.length;
    infer.mockRestore();
    return { asked, said };
  }

  it('is hardly asked about silence and steady noise', () => {
    expect(hear(noise(20_000, 0)).asked).toBeLessThan(0.01);
    expect(hear(noise(20_000, 300)).asked).toBeLessThan(0.05);
    expect(hear(noise(20_000, 8000)).asked).toBeLessThan(0.05);
  });

  it('is not asked any longer about noise that has begun, once that goes on', () => {
    const { asked } = hear(Int16Array.from([...noise(5000, 50), ...noise(20_000, 3000)]));
    expect(asked).toBeGreaterThan(0.05);
    expect(asked).toBeLessThan(0.25);
  });

  it('hears the first word of a call that begins with it', () => {
    const { said } = hear(spoken('austen-0880.wav', RATE).subarray(1.2 * RATE, 2 * RATE));
    expect(Math.max(...said.slice(0, 6))).toBeGreaterThan(0.5);
  });

  it('hears first what it has just missed when it wakes, oldest first', () => {
    const samples = (level: number): Int16Array => noise(36, level);
    const scorer = new GatedScorer(net);
    for (let level = 20; level > 10; level -= 0.1) scorer.score(samples(level));
    const heard: number[] = [];
    jest.spyOn(net, 'infer').mockImplementation(() => heard.push(net.magnitudes[40]!));
    scorer.score(samples(1000));
    expect(heard).toHaveLength(6);
    expect(heard[5]).toBeGreaterThan(heard[0]! * 50);
    expect(heard.slice(0, 5)).toEqual(heard.slice(0, 5).sort((a, b) => b - a));
    scorer.score(samples(1000));
    expect(heard).toHaveLength(7);
  });

  it('hears a word after a long rest as if it had not rested', () => {
    const pcm = spoken('austen-0880.wav', RATE);
    const rested = hear(Int16Array.from([...noise(16_000, 0), ...pcm])).said.slice(500);
    const state = net.newState();
    const window = new SampleWindow(net.window, net.context);
    for (const [i, probability] of rested.entries()) {
      window.take(pcm, i * net.window);
      net.transform(window.samples);
      const awake = net.infer(state);
      if (awake > 0.5) expect(probability).toBeGreaterThan(0.3);
      window.next();
    }
    expect(Math.max(...rested)).toBeGreaterThan(0.95);
  });
});
