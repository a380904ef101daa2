import { NoiseFloor } from './noise-floor';

const push = (floor: NoiseFloor, level: number, frames: number): void => {
  for (let i = 0; i < frames; i++) floor.push(Float64Array.of(level, -level));
};

describe('The noise floor', () => {
  it('is the first frame to begin with, so that a noisy line is no speech', () => {
    const floor = new NoiseFloor(2);
    push(floor, -5, 1);
    expect([...floor.floor]).toEqual([-5, 5]);
  });

  it('is not raised by a second of speech', () => {
    const floor = new NoiseFloor(2);
    push(floor, -9, 50);
    push(floor, -2, 50);
    expect(floor.floor[0]).toBeCloseTo(-9, 5);
  });

  it('has risen with the noise after two and a half seconds, and falls at once', () => {
    const floor = new NoiseFloor(2);
    push(floor, -9, 50);
    push(floor, -2, 125);
    expect(floor.floor[0]).toBeCloseTo(-2, 1);
    push(floor, -9, 10);
    expect(floor.floor[0]).toBeLessThan(-8.9);
  });

  it('is not lowered to a single quiet frame', () => {
    const floor = new NoiseFloor(1);
    for (let i = 0; i < 20; i++) floor.push(Float64Array.of(i === 10 ? -12 : -4));
    expect(floor.floor[0]).toBeGreaterThan(-8);
  });

  it('knows each level apart', () => {
    const floor = new NoiseFloor(2);
    push(floor, 3, 200);
    expect(floor.floor[0]).toBeCloseTo(3, 5);
    expect(floor.floor[1]).toBeCloseTo(-3, 5);
  });
});
