import { FrameWindow } from './frame-window';

describe('The frame window', () => {
  it('holds the newest samples, whatever the length of the frames', () => {
    const window = new FrameWindow(4, false);
    window.push(Int16Array.of(1, 2, 3));
    expect([...window.samples]).toEqual([0, 1, 2, 3]);
    window.push(Int16Array.of(4));
    window.push(Int16Array.of());
    expect([...window.samples]).toEqual([1, 2, 3, 4]);
    window.push(Int16Array.of(5, 6, 7, 8, 9, 10));
    expect([...window.samples]).toEqual([7, 8, 9, 10]);
    expect(window.sum()).toBe(34);
  });

  it('makes one of two at 16 kHz, whatever the length of the frames', () => {
    const window = new FrameWindow(3, true);
    window.push(Int16Array.of(10));
    expect([...window.samples]).toEqual([0, 0, 0]);
    window.push(Int16Array.of());
    window.push(Int16Array.of(20, 30, 50, 7));
    expect([...window.samples]).toEqual([0, 15, 40]);
    window.push(Int16Array.of(9));
    expect([...window.samples]).toEqual([15, 40, 8]);
    window.push(Int16Array.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6));
    expect([...window.samples]).toEqual([3, 4, 5]);
    window.push(Int16Array.of(8, 32_767, 32_767));
    expect([...window.samples]).toEqual([5, 7, 32_767]);
  });

  it('counts how often the signal crosses its mean', () => {
    const window = new FrameWindow(8, false);
    window.push(Int16Array.of(5, 5, 1, 1, 5, 5, 1, 1));
    expect(window.crossings(window.sum())).toBe(3 / 8);
  });

  it('hears a tone alike at either rate', () => {
    const tone = (size: number): Int16Array =>
      Int16Array.from(
        { length: size },
        (_, i) => 9000 * Math.sin((2 * Math.PI * 20.25 * i) / size + 1) + 500,
      );
    const [narrow, wide] = [new FrameWindow(256, false), new FrameWindow(256, true)];
    narrow.push(tone(256));
    wide.push(tone(512));
    expect(wide.crossings(wide.sum())).toBeCloseTo(narrow.crossings(narrow.sum()), 2);
    expect(narrow.crossings(narrow.sum())).toBeCloseTo(40 / 256, 2);
  });

  it.each([32_767, -32_768])('has no crossing where everything is %d', value => {
    const window = new FrameWindow(256, true);
    window.push(new Int16Array(512).fill(value));
    expect(window.crossings(window.sum())).toBe(0);
  });
});
