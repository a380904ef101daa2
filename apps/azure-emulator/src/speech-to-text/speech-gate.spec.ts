import { SpeechGate } from './speech-gate';

const RATE = 8000;
const loud = (ms: number): Int16Array =>
  Int16Array.from({ length: (ms * RATE) / 1000 }, (_, i) => 5000 * Math.sin(i));
const quiet = (ms: number): Int16Array => new Int16Array((ms * RATE) / 1000);

function gate() {
  const told: object[] = [];
  const policy = { levelDb: -45, silenceMs: 300, longestMs: 2000 };
  const under = new SpeechGate(RATE, policy, {
    started: (onsetMs, heard, preRollMs) => told.push({ onsetMs, heardMs: heard.length / 8, preRollMs }),
    spoke: () => undefined,
    ended: spokenMs => told.push({ spokenMs }),
  });
  return { told, under };
}

describe('The gate', () => {
  it.each([1, 7, 160, 999, 100_000])('tells when speech begins and ends, in chunks of %i samples', size => {
    const { told, under } = gate();
    const sound = [quiet(500), loud(600), quiet(200), loud(100), quiet(400)].flatMap(pcm => [...pcm]);
    for (let from = 0; from < sound.length; from += size)
      under.process(Int16Array.from(sound.slice(from, from + size)));
    expect(told).toEqual([{ onsetMs: 500, heardMs: 240, preRollMs: 200 }, { spokenMs: 900 }]);
  });

  it('takes a click for nothing', () => {
    const { told, under } = gate();
    for (const pcm of [quiet(100), loud(20), quiet(500)]) under.process(pcm);
    expect(told).toEqual([]);
  });

  it('has less before it at the beginning of the audio', () => {
    const { told, under } = gate();
    under.process(loud(100));
    expect(told).toEqual([{ onsetMs: 0, heardMs: 40, preRollMs: 0 }]);
  });

  it('cuts what does not end, and ends what the audio ends in', () => {
    const { told, under } = gate();
    under.process(loud(2500));
    under.end();
    expect(told.filter(each => 'spokenMs' in each)).toEqual([{ spokenMs: 2020 }, { spokenMs: 480 }]);
  });
});
