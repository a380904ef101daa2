import { END_CALL, defaultSettings, isCallId, noDeadline, unhurried } from '@app/core';
import type { CallerInput, CallId, Profile, ReplyEvent } from '@app/core';
import { describeContract, replyEngineContract } from '@app/testing';
import { loadScript } from './load';
import { ScriptReplies } from './script-replies';
import { TAKE_MESSAGE } from './take-message';

const script = loadScript();

describeContract('the script as a reply engine', replyEngineContract, {
  make: async () => ({
    engine: new ScriptReplies(script),
    pass: () => new Promise<void>(resolve => setImmediate(resolve)),
    held: () => 0,
  }),
});

interface Answer {
  readonly text: string;
  readonly ends: boolean;
  /** The message that was handed over as noted. */
  readonly noted: unknown;
  readonly events: readonly ReplyEvent[];
}

/** One call: each thing said is the next turn. */
class Caller {
  private turn = 0;

  constructor(
    private readonly engine = new ScriptReplies(script),
    private readonly language = 'en-US',
    private readonly profile: Profile = {},
    private readonly callId = 'call-1',
  ) {}

  say(text: string): Promise<Answer> {
    return this.contribute({ kind: 'speech', text, confidence: 0.9 });
  }

  press(digits: string): Promise<Answer> {
    return this.contribute({ kind: 'dtmf', digits });
  }

  /** What was said last was only a guess of what would be said: the turn is answered anew. */
  takeBack(): void {
    this.turn--;
  }

  async contribute(input: CallerInput): Promise<Answer> {
    const settings = { ...defaultSettings, language: this.language, profile: this.profile };
    const scope = {
      callId: callIdOf(this.callId),
      signal: new AbortController().signal,
      deadline: noDeadline,
    };
    const events: ReplyEvent[] = [];
    const request = { ...unhurried, input, turn: ++this.turn, history: [], settings };
    for await (const event of this.engine.reply(request, scope)) events.push(event);
    const text = events.map(event => (event.type === 'text' ? event.text : '')).join('');
    return {
      text,
      events,
      noted: events.find(event => event.type === 'tool-call' && event.name === TAKE_MESSAGE),
      ends: events.some(event => event.type === 'tool-call' && event.name === END_CALL),
    };
  }
}

function callIdOf(id: string): CallId {
  if (!isCallId(id)) throw new Error('not a call id');
  return id;
}

describe('a seller', () => {
  it('is refused politely, then firmly, then the call ends', async () => {
    const seller = new Caller();
    const first = await seller.say('hello i am calling about your car insurance');
    expect(first).toMatchObject({ ends: false, text: expect.stringContaining('no new car insurance') });
    const second = await seller.say('your car insurance is about to expire');
    expect(second).toMatchObject({ ends: false, text: expect.stringContaining('the answer is no') });
    expect(second.text).not.toBe(first.text);
    const third = await seller.say('we can lower your car insurance premium');
    expect(third).toMatchObject({ ends: true, text: expect.stringContaining('Goodbye') });
  });

  it('does not start anew by insisting or by changing the topic', async () => {
    const seller = new Caller();
    expect((await seller.say('do you need a personal loan today')).ends).toBe(false);
    expect((await seller.say('it will only take one minute')).text).toContain('I will say it plainly');
    expect((await seller.say('would you like to sell your house')).ends).toBe(true);
  });

  it('hears every word one sentence at a time, and of the end before the last', async () => {
    const seller = new Caller();
    const { events } = await seller.say('goodbye');
    expect(events).toEqual([
      { type: 'text', text: 'Thank you for calling. ', source: 'script' },
      { type: 'text', text: 'Have a good day. ', source: 'script' },
      { type: 'tool-call', name: END_CALL, arguments: { intent: 'goodbye' } },
      { type: 'text', text: 'Goodbye.', source: 'script' },
    ]);
  });

  it('is answered in Chinese when speaking Chinese, whatever the language of the call', async () => {
    const seller = new Caller();
    expect((await seller.say('您好，我是做车险的')).text).toContain('车险已经安排好了');
    expect((await seller.say('')).text).toContain('没有听懂');
    expect((await seller.say('do you need a personal loan today')).text).toContain('Please take this number');
  });

  it('is answered in Chinese on a Chinese call', async () => {
    const caller = new Caller(undefined, 'zh-CN');
    expect((await caller.press('7')).text).toContain('按键说明');
    expect((await caller.say('hello')).text).toContain('自动语音助理');
  });
});

describe('who the assistant speaks for', () => {
  it('is named from the profile', async () => {
    const caller = new Caller(undefined, 'en-US', { owner: 'Alex' });
    expect((await caller.say('hello')).text).toContain('automated assistant of Alex');
  });

  it('is described where the profile does not say', async () => {
    expect((await new Caller().say('hello')).text).toContain('of the person you are calling');
    const blank = new Caller(undefined, 'zh-CN', { owner: ' ' });
    expect((await blank.say('喂')).text).toContain('机主的自动语音助理');
  });

  it('is not filled in twice', async () => {
    const caller = new Caller(undefined, 'en-US', { owner: '{emergency}' });
    expect((await caller.say('hello')).text).toContain('of {emergency}.');
  });
});

describe('a caller who is not understood', () => {
  it('is asked twice in different words, is offered a message, and then the call ends politely', async () => {
    const caller = new Caller();
    const answers: Answer[] = [];
    for (const said of ['he was not an ill disposed young man', 'might be amiable himself', '', ''])
      answers.push(await caller.say(said));
    expect(answers.map(answer => answer.ends)).toEqual([false, false, false, true]);
    expect(new Set(answers.map(answer => answer.text)).size).toBe(4);
    expect(answers[2]?.text).toContain('take a message');
    expect(answers[3]?.text).toMatch(/sorry.*Goodbye\.$/);
  });

  it('has two new tries after being understood', async () => {
    const caller = new Caller();
    const first = await caller.say('');
    await caller.say('');
    await caller.say('hello');
    expect((await caller.say('')).text).toBe(first.text);
  });

  it('can say the message that is offered', async () => {
    const caller = new Caller();
    for (let i = 0; i < 3; i++) await caller.say('');
    const noted = await caller.say('the piano lesson is moved to nine');
    expect(noted).toMatchObject({
      ends: false,
      text: expect.stringContaining('the piano lesson is moved to nine'),
    });
  });
});

describe('taking a message', () => {
  it('notes what is said, says it back, and ends when that was all', async () => {
    const caller = new Caller(undefined, 'en-US', { owner: 'Alex' });
    expect((await caller.say('i would like to leave a message')).text).toContain('your message for Alex');
    const noted = await caller.say('It is Bob. The car insurance papers are on the table.');
    expect(noted.text).toBe(
      'Thank you. I noted for Alex: It is Bob. The car insurance papers are on the table. Is there anything else?',
    );
    expect((await caller.say('no thank you that is all')).ends).toBe(true);
  });

  it('does not keep a caller who says something else afterwards', async () => {
    const caller = new Caller();
    await caller.press('1');
    await caller.say('it is bob');
    expect(await caller.say('he was not an ill disposed young man')).toMatchObject({
      ends: true,
      text: expect.stringContaining('Your message is noted'),
    });
  });

  it('asks once more when no word was understood, then says honestly that nothing was noted', async () => {
    const caller = new Caller();
    await caller.press('1');
    expect(await caller.say('')).toMatchObject({ ends: false, text: expect.stringContaining('once more') });
    expect(await caller.say('')).toMatchObject({
      ends: true,
      text: expect.stringContaining('nothing is noted'),
    });
  });

  it('takes a number from the keypad', async () => {
    const caller = new Caller();
    await caller.press('1');
    expect((await caller.press('5550123')).text).toContain('5 5 5 0 1 2 3');
  });

  it('notes a sales word as part of a message, but hears a goodbye', async () => {
    const caller = new Caller();
    await caller.press('1');
    expect((await caller.say('his parcel is with the neighbor')).text).toContain(
      'his parcel is with the neighbor',
    );
    await caller.press('1');
    expect((await caller.say('goodbye')).ends).toBe(true);
  });

  it('says only the beginning of a very long message back', async () => {
    const caller = new Caller();
    await caller.press('1');
    expect((await caller.say('word '.repeat(500))).text.length).toBeLessThan(250);
  });

  it('understands yes and no where a message was offered', async () => {
    const caller = new Caller();
    await caller.say('can i speak to the owner');
    expect((await caller.say('yes please')).text).toContain('say it now');
    expect((await caller.say('it is bob')).text).toContain('it is bob');
  });

  it('hands over what was noted, whole, before it is said back', async () => {
    const caller = new Caller();
    expect((await caller.press('1')).noted).toBeUndefined();
    const long = `It is Bob. ${'word '.repeat(100)}end.`;
    const { events } = await caller.say(` ${long} `);
    expect(events[0]).toEqual({ type: 'tool-call', name: 'take_message', arguments: { text: long } });
    expect(events.slice(1).every(event => event.type === 'text')).toBe(true);
    await caller.press('1');
    expect((await caller.press('5550123')).noted).toMatchObject({ arguments: { text: '5550123' } });
    expect((await caller.say('goodbye')).noted).toBeUndefined();
  });

  it('does not invite a seller who says okay to a refusal', async () => {
    const seller = new Caller(undefined, 'en-US', { owner: 'Alex' });
    await seller.say('hello i am calling about your car insurance');
    expect((await seller.say('okay')).text).toBe(
      'All right. If I should note something for Alex, say it now; otherwise you can simply hang up.',
    );
    expect((await seller.say('okay')).text).toContain('or simply hang up');
  });
});

describe('an emergency', () => {
  it('is told to call for help, can leave a message, and is never hung up on', async () => {
    const caller = new Caller();
    for (let i = 0; i < 6; i++) {
      const answer = await caller.say('there has been a serious accident');
      expect(answer.ends).toBe(false);
      if (!answer.noted) expect(answer.text).toContain('nine one one');
    }
    expect((await caller.say('tell him that anna fell down the stairs')).text).toContain('anna fell down');
  });

  it('is heard while a message is being taken', async () => {
    const caller = new Caller(undefined, 'zh-CN');
    await caller.say('我想留言');
    expect((await caller.say('有人晕倒了')).text).toContain('110');
  });
});

describe('who asks whether it is a robot', () => {
  it('gets an honest answer', async () => {
    expect((await new Caller().say('are you a robot')).text).toContain('not a person');
    expect((await new Caller().say('你是真人吗')).text).toContain('不是真人');
  });
});

describe('the keypad', () => {
  it('1 leaves a message, 0 repeats, 9 ends the call', async () => {
    const caller = new Caller();
    const hello = await caller.say('hello');
    expect((await caller.press('0')).text).toBe(hello.text);
    expect((await caller.press('1')).text).toContain('your message');
    expect((await caller.press('9')).ends).toBe(true);
  });

  it('explains itself when any other digit is pressed', async () => {
    const caller = new Caller();
    expect((await caller.press('5')).text).toContain('nine ends the call');
    expect((await caller.press('*')).text).toContain('just speak');
  });

  it('repeats a misunderstanding without counting it', async () => {
    const caller = new Caller();
    const asked = await caller.say('');
    expect((await caller.say('could you say that again please')).text).toBe(asked.text);
  });

  it('has something to say when there is nothing to repeat', async () => {
    expect((await new Caller().press('0')).text).toContain('automated assistant');
  });
});

describe('what is remembered of a call', () => {
  it('counts a turn once that is answered anew after a speculation', async () => {
    const seller = new Caller();
    const guessed = await seller.say('do you need a personal loan today');
    seller.takeBack();
    expect((await seller.say('do you need a personal loan today')).text).toBe(guessed.text);
    expect((await seller.say('do you need a personal loan today')).text).not.toBe(guessed.text);
  });

  it('does not touch another call', async () => {
    const engine = new ScriptReplies(script);
    const one = new Caller(engine, 'en-US', { owner: 'Alex' }, 'call-1');
    const two = new Caller(engine, 'en-US', { owner: 'Robin' }, 'call-2');
    await one.say('hello i am calling about your car insurance');
    const answer = await two.say('hello i am calling about your car insurance');
    expect(answer.text).toContain('Robin');
    expect(answer.text).toContain('no new car insurance');
  });
});
