import { filterFor } from './resample-filter';

describe('Filters of the resampler', () => {
  it('are shared by all streams of a pair of rates', () => {
    expect(filterFor(44100, 16000)).toBe(filterFor(44100, 16000));
  });

  it('stay small whatever rates a caller thinks of', () => {
    for (const [from, to] of [
      [47999, 16000],
      [8001, 48000],
      [191999, 8000],
    ] as const) {
      expect(filterFor(from, to).coefficients.byteLength).toBeLessThan(1024 * 1024);
    }
  });

  it('are forgotten when many others have been asked for since, and kept while in use', () => {
    const [used, unused] = [filterFor(8000, 16000), filterFor(8000, 24000)];
    for (let hz = 9001; hz < 9100; hz++) {
      filterFor(hz, 8000);
      filterFor(8000, 16000);
    }
    expect(filterFor(8000, 16000)).toBe(used);
    expect(filterFor(8000, 24000)).not.toBe(unused);
  });
});
