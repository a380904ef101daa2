import { RecentSpectra } from './recent-spectra';

function taken(recent: RecentSpectra): number[] {
  const all: number[] = [];
  for (let spectra = recent.takeOldest(); spectra; spectra = recent.takeOldest()) all.push(spectra[0]!);
  return all;
}

describe('RecentSpectra', () => {
  it('gives back the last few, oldest first, once', () => {
    const recent = new RecentSpectra(3, 1);
    expect(taken(recent)).toEqual([]);
    const lent = new Float32Array(1);
    for (const number of [1, 2, 3, 4, 5]) recent.keep(lent.fill(number));
    expect(taken(recent)).toEqual([3, 4, 5]);
    expect(taken(recent)).toEqual([]);
    recent.keep(lent.fill(6));
    expect(taken(recent)).toEqual([6]);
  });
});
