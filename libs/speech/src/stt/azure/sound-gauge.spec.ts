import { SoundGauge } from './sound-gauge';

const RATE = 8000;
const FRAME = 160;

describe('The gauge of sound', () => {
  let gauge: SoundGauge;
  let sample = 0;
  /** @param level of the voice and of the line's noise, as amplitudes */
  const hear = (ms: number, voice: number, noise: number): void => {
    for (let at = 0; at < ms; at += 20) {
      gauge.process(
        Int16Array.from({ length: FRAME }, () => {
          sample++;
          return voice * Math.sin(sample * 0.24) + noise * Math.sin(sample * sample * 0.37);
        }),
      );
    }
  };
  beforeEach(() => {
    gauge = new SoundGauge(RATE);
    gauge.begin();
  });

  it.each([
    ['a silent line', 6000, 0],
    ['a quiet line', 6000, 30],
    ['a noisy line', 6000, 900],
    ['a soft voice', 300, 10],
  ])('tells on %s when the caller was heard last', (_, voice, noise) => {
    hear(240, 0, noise);
    hear(800, voice, noise);
    expect(gauge.quietMs).toBe(0);
    hear(300, 0, noise);
    expect(gauge.quietMs).toBe(300);
    expect(gauge.isSilent).toBe(false);
  });

  it('takes silence for no sound, however long', () => {
    hear(5000, 0, 0);
    expect([gauge.isSilent, gauge.quietMs]).toEqual([true, 0]);
  });

  it('begins anew with each utterance, but knows the line', () => {
    hear(240, 0, 100);
    hear(800, 8000, 100);
    gauge.begin();
    expect(gauge.isSilent).toBe(true);
    hear(200, 1500, 100);
    hear(200, 0, 100);
    expect(gauge.quietMs).toBe(200);
  });
});
