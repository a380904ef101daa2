import { defaultSettings } from '@app/core';
import { newCall } from './call-state';
import { chooseAnswer } from './choose-answer';
import type { ChosenAnswer } from './choose-answer';
import { loadScript } from './load';
import { indexScript } from './match';

const script = loadScript();
const index = indexScript(script);

/** The answer to the last thing said in a call. */
function answerTo(...said: readonly [string, ...string[]]): ChosenAnswer {
  const [first, ...rest] = said;
  const turn = (before: ChosenAnswer['state'], text: string): ChosenAnswer =>
    chooseAnswer(script, index, before, { kind: 'text', text }, defaultSettings);
  return rest.reduce(({ state }, text) => turn(state, text), turn(newCall, first));
}

const OWNER = 'can i speak to the owner';

describe('a message that is awaited', () => {
  it.each([
    [OWNER, 'It is Bob, the meeting moved to noon, thank you, goodbye.'],
    [OWNER, 'please say no thank you that is all to the florist'],
    [OWNER, 'could you repeat the oil change in may'],
    ['your parcel is at the front door', 'the manager wants the owner to sign for it'],
    ['我想留言', '我是小王，会议改到中午了，谢谢，再见。'],
  ])('after %p: %p is noted, whatever it ends in or contains', (first, message) => {
    expect(answerTo(first, message)).toMatchObject({ end: false, noted: message });
  });

  it.each([
    [OWNER, 'Goodbye.'],
    [OWNER, 'Thank you, goodbye.'],
    [OWNER, "No, thank you, that's all, goodbye."],
    [OWNER, 'ok bye'],
    [OWNER, 'sorry i have the wrong number'],
    ['我想留言', '谢谢，再见。'],
    ['我想留言', '不需要'],
  ])('after %p: %p ends the call without one', (first, farewell) => {
    expect(answerTo(first, farewell)).toMatchObject({ end: true, noted: null });
  });

  it.each([
    [OWNER, 'are you a robot or a human', 'not a person'],
    [OWNER, 'who am i talking to', 'not a person'],
    [OWNER, 'hello i am calling about your car insurance', 'no new car insurance'],
    [OWNER, 'would you take part in a short survey', 'surveys'],
    [OWNER, 'would you like to make a donation', 'does not give over the phone'],
    [OWNER, 'your bank account has been blocked', 'Nothing about accounts'],
    [OWNER, 'your computer has a virus', 'technical help'],
    [OWNER, 'may i talk to the homeowner', 'cannot put you through'],
    [OWNER, 'hello are you still there', 'automated assistant'],
    [
      'it is your mother call me back',
      'could i please speak with the manager now',
      'cannot come to the phone',
    ],
    ['我想留言', '你是真人吗', '不是真人'],
  ])('after %p: %p is answered', (first, said, answer) => {
    expect(answerTo(first, said)).toMatchObject({ noted: null, text: expect.stringContaining(answer) });
  });

  it('is still awaited after saying who is speaking', () => {
    const message = 'the piano lesson is moved to nine';
    expect(answerTo(OWNER, 'are you a robot or a human', message).noted).toBe(message);
  });

  it('is not awaited any more after an offer was refused', () => {
    const offer = 'hello i am calling about your car insurance';
    expect(answerTo(OWNER, offer, 'but you could save on your auto insurance with us')).toMatchObject({
      noted: null,
      text: expect.stringContaining('the answer is no'),
    });
  });

  it('is never a bare yes, however often it is said', () => {
    expect(answerTo(OWNER, 'yes', 'yes', 'yes', 'yes')).toMatchObject({ end: false, noted: null });
  });
});

describe('an emergency', () => {
  it.each([
    ['there has been a serious accident', 'He is in the hospital after an accident.'],
    ['出车祸了', '他受伤了，已经送急诊住院了。'],
  ])('after %p: details that sound like it are noted', (first, details) => {
    expect(answerTo(first, details)).toMatchObject({ end: false, noted: details });
  });

  it('is heard in a message, and its details are noted when they are said again', () => {
    const details = 'He is in the hospital after an accident.';
    expect(answerTo(OWNER, details).text).toContain('nine one one');
    expect(answerTo(OWNER, details, details).noted).toBe(details);
  });

  it('is noted even in phrases of the script once it was asked about twice: a grammar hears no others', () => {
    const accident = 'there has been a serious accident';
    const hospital = 'your mother is in the hospital';
    expect(answerTo(accident, hospital).text).toContain('nine one one');
    expect(answerTo(accident, hospital, hospital)).toMatchObject({ end: false, noted: hospital });
  });
});
