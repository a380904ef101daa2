import { ReplyEar } from './reply-ear';
import { Tally } from './tally';

describe('ReplyEar', () => {
  let tally: Tally;
  let ear: ReplyEar;

  beforeEach(() => {
    tally = new Tally();
    ear = new ReplyEar(tally);
    ear.begins();
  });

  const gaps = (): [number, number] => [tally.counts.gaps, tally.counts.longGaps];

  it('hears no gap where frames come before those ahead of them were played', () => {
    for (const at of [0, 0, 0, 30, 70, 85]) ear.frame(at);
    expect(gaps()).toEqual([0, 0]);
    expect(tally.counts.framesOut).toBe(6);
    expect(ear.heardUntil(200)).toBe(120);
  });

  it('bears what timers are late by, and counts gaps, of them those that people notice', () => {
    ear.frame(0);
    ear.frame(25);
    expect(gaps()).toEqual([0, 0]);
    ear.frame(45 + 6);
    expect(gaps()).toEqual([1, 0]);
    ear.frame(71 + 61);
    expect(gaps()).toEqual([2, 1]);
  });

  it('expects the silence before a reply, after one, and while the caller speaks', () => {
    ear.frame(0);
    ear.completed();
    ear.begins();
    ear.frame(500);
    ear.rest(510);
    ear.frame(900);
    expect(gaps()).toEqual([0, 0]);
    expect(tally.counts.unfinished).toBe(0);
  });

  it('drops what was not played when it is cleared, and says until when it was heard', () => {
    for (let i = 0; i < 10; i++) ear.frame(0);
    expect(ear.clear(50)).toBe(50);
    ear.begins();
    ear.frame(60);
    expect(ear.heardUntil(1000)).toBe(80);
  });

  it('was heard no longer than there was something to hear', () => {
    ear.frame(0);
    expect(ear.clear(50)).toBe(20);
  });

  it.each([
    ['the next one begins', () => ear.begins()],
    ['the caller speaks into the silence', () => ear.rest(5000)],
    ['it is cleared', () => void ear.clear(5000)],
  ])('counts a reply that stands still for good once: %s', (_, over) => {
    ear.frame(0);
    over();
    ear.completed();
    ear.begins();
    expect(tally.counts.unfinished).toBe(1);
  });

  it('takes a reply for unfinished while it stands still for long, and not one that is played or held back', () => {
    ear.frame(0);
    expect([ear.isStalled(1000), ear.isStalled(1021)]).toEqual([false, true]);
    ear.rest(500);
    expect(ear.isStalled(5000)).toBe(false);
    ear.frame(5000);
    ear.completed();
    expect(ear.isStalled(9000)).toBe(false);
  });
});
