import { Playback } from './playback';

describe('Playback', () => {
  let time = 0;
  const playback = (): Playback => {
    time = 5000;
    return new Playback(1000, () => time);
  };
  const tone = (length: number, value: number): Int16Array => new Int16Array(length).fill(value);

  it('plays pieces one after the other, however early they come', () => {
    const sound = playback();
    expect([sound.push(tone(2, 1)), sound.push(tone(2, 2))]).toEqual([0, 2]);
    expect(sound.queuedMs).toBe(4);
    expect([...sound.render()]).toEqual([1, 1, 2, 2]);
  });

  it('is silent while nothing came', () => {
    const sound = playback();
    sound.push(tone(2, 1));
    time += 4;
    expect(sound.push(tone(1, 2))).toBe(4);
    expect([...sound.render()]).toEqual([1, 1, 0, 0, 2]);
  });

  it('drops what is queued, and only that', () => {
    const sound = playback();
    sound.push(tone(4, 1));
    sound.push(tone(4, 2));
    time += 6;
    sound.clear();
    expect(sound.queuedMs).toBe(0);
    sound.push(tone(1, 3));
    expect([...sound.render()]).toEqual([1, 1, 1, 1, 2, 2, 3]);
  });

  it('has nothing to drop once all was played', () => {
    const sound = playback();
    sound.push(tone(2, 1));
    time += 5;
    sound.clear();
    expect([...sound.render()]).toEqual([1, 1]);
  });
});
