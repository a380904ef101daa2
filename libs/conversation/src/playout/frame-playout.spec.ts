import { FRAME_MS, samplesIn } from '@app/core';
import { VirtualClock } from '@app/testing';
import { FramePlayout } from './frame-playout';
import type { PartText } from './playout';
import { PlayoutTicker } from './ticker';

const RATE = 16_000;
const LEAD_MS = 60;
const part: PartText = {
  index: 0,
  text: 'said',
  source: 'model',
  isLast: true,
  shouldTerminate: false,
  guarded: false,
  filler: false,
};

/** Each frame of it has a value of its own. */
const sound = (voice: number, ms: number): Int16Array =>
  Int16Array.from(
    { length: samplesIn(ms, RATE) },
    (_, i) => voice * 1000 + Math.floor(i / samplesIn(FRAME_MS, RATE)),
  );

/** Sound as the values in it and how long each lasts, ms. */
function runsOf(...sounds: readonly Int16Array[]): string[] {
  const samples = sounds.flatMap(each => [...each]);
  const starts = samples.flatMap((value, i) => (i === 0 || value !== samples[i - 1] ? [i] : []));
  return starts.map(
    (start, i) => `${samples[start]!}: ${(((starts[i + 1] ?? samples.length) - start) * 1000) / RATE}`,
  );
}

/** A way out, and what went it. */
class Heard {
  readonly frames: Int16Array[] = [];
  readonly playout: FramePlayout;

  constructor(clock: VirtualClock, ticker: PlayoutTicker) {
    const ignore = (): void => undefined;
    this.playout = new FramePlayout(
      clock,
      ticker,
      {
        frame: pcm => void this.frames.push(pcm.slice()),
        part: ignore,
        cleared: ignore,
        mark: ignore,
        sounds: ignore,
        dry: ignore,
        goesOn: ignore,
        played: ignore,
      },
      RATE,
      LEAD_MS,
    );
  }

  /** All at once, as a synthesiser does. */
  async say(voice: number, ms: number): Promise<void> {
    this.playout.begin();
    const writer = this.playout.part(() => part);
    writer.audio(sound(voice, ms), RATE);
    await writer.finish(new AbortController().signal);
    this.playout.end();
  }
}

describe('The way out of a call', () => {
  let clock: VirtualClock;
  let ticker: PlayoutTicker;
  const call = (): Heard => new Heard(clock, ticker);

  beforeEach(() => {
    clock = new VirtualClock();
    ticker = new PlayoutTicker(clock);
  });

  it('carries its own sound, whatever others say at the same time', async () => {
    const [one, other] = [call(), call()];
    await one.say(1, 1000);
    await clock.run(200);
    await other.say(2, 1000);
    await clock.run(2000);
    expect(runsOf(...one.frames)).toEqual(runsOf(sound(1, 1000)));
    expect(runsOf(...other.frames)).toEqual(runsOf(sound(2, 1000)));
  });

  it('carries nothing of what was dropped, in the same call or in another', async () => {
    const [one, other] = [call(), call()];
    await one.say(1, 2000);
    await clock.run(100);
    one.playout.clear();
    const before = one.frames.length * FRAME_MS;
    await one.say(3, 500);
    await other.say(2, 500);
    await clock.run(1000);
    expect(runsOf(...one.frames)).toEqual(runsOf(sound(1, before), sound(3, 500)));
    expect(runsOf(...other.frames)).toEqual(runsOf(sound(2, 500)));
  });

  it('ends in silence, not in what was said before, where the last frame is not whole', async () => {
    const one = call();
    await one.say(7, 400);
    await clock.run(1000);
    one.frames.length = 0;
    await one.say(1, FRAME_MS * 2.5);
    await clock.run(1000);
    const silence = new Int16Array(samplesIn(FRAME_MS / 2, RATE));
    expect(runsOf(...one.frames)).toEqual(runsOf(sound(1, FRAME_MS * 2.5), silence));
  });

  it('carries one long reply after the other, whole and in order', async () => {
    const one = call();
    const turns = Array.from({ length: 4 }, (_, i) => i + 1);
    for (const turn of turns) {
      await one.say(turn, 5000);
      await clock.run(6000);
    }
    expect(runsOf(...one.frames)).toEqual(turns.flatMap(turn => runsOf(sound(turn, 5000))));
  });
});
