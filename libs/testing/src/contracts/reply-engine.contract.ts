import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { VoiceError, defaultSettings, isCallId, noDeadline, unhurried } from '@app/core';
import type { CallerInput, CallId, Millis, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import type { ContractCheck } from '../contract';

/** A reply engine and what a check must know of the world around it. */
export interface ReplyEngineSubject {
  readonly engine: ReplyEngine;
  /** Lets time pass, virtual or real, so that the engine gets on. */
  pass(ms: Millis): Promise<void>;
  /** Timers, sockets and requests that are open: 0 while nobody waits for a reply. */
  held(): number;
}

/** Between two looks at whether something happened. */
const STEP_MS = 20;
/** How many looks an answer may take: 20 s. */
const ANSWER_STEPS = 1000;
/** How many looks stopping may take: long before an answer would be over, but a socket may still close. */
const STOP_STEPS = 10;

const greeting: CallerInput = {
  kind: 'speech',
  text: 'hello i am calling about your car insurance',
  confidence: 1,
};
const inputs: readonly CallerInput[] = [
  greeting,
  { kind: 'text', text: '您好，我是做车险的' },
  { kind: 'dtmf', digits: '5' },
  { kind: 'speech', text: '', confidence: 0 },
  { kind: 'text', text: 'x'.repeat(5000) },
];

/** What every reply engine must do; see {@link ReplyEngine}. */
export const replyEngineContract: readonly ContractCheck<ReplyEngineSubject>[] = [
  {
    name: 'answers a caller with words and says where they are from',
    async run(subject) {
      const events = await whole(subject, ask(subject, 'call-1', 1));
      assert.notEqual(textOf(events).trim(), '', 'the answer is empty');
      for (const event of events) {
        if (event.type === 'text') assert.ok(['model', 'cache', 'script', 'fallback'].includes(event.source));
      }
    },
  },
  {
    name: 'answers whatever a caller contributes, or throws a VoiceError',
    async run(subject) {
      for (const [turn, input] of inputs.entries()) {
        try {
          const events = await whole(subject, ask(subject, 'call-1', turn + 1, { input }));
          assert.notEqual(textOf(events).trim(), '', `no answer to ${input.kind}`);
        } catch (error) {
          assert.ok(error instanceof VoiceError, `threw ${String(error)}`);
        }
      }
    },
  },
  {
    name: 'says nothing when the turn is over before it begins',
    async run(subject) {
      const asked = ask(subject, 'call-1', 1);
      asked.abort.abort();
      assert.equal(await stopped(subject, asked), 0, 'it answered all the same');
      await lettingGo(subject, asked);
    },
  },
  {
    name: 'stops while it thinks',
    async run(subject) {
      const asked = ask(subject, 'call-1', 1);
      const first = asked.events.next();
      asked.abort.abort();
      await within(
        subject,
        first.catch(() => undefined),
        STOP_STEPS,
        'it did not stop thinking',
      );
      assert.ok((await stopped(subject, asked)) === 0, 'it went on after the abort');
      await lettingGo(subject, asked);
    },
  },
  {
    name: 'stops in the middle of an answer',
    async run(subject) {
      const asked = ask(subject, 'call-1', 1);
      await within(subject, asked.events.next(), ANSWER_STEPS, 'no answer came');
      asked.abort.abort();
      assert.equal(await stopped(subject, asked), 0, 'it spoke on after the abort');
      await lettingGo(subject, asked);
    },
  },
  {
    name: 'holds nothing once it has answered',
    async run(subject) {
      const asked = ask(subject, 'call-1', 1);
      await whole(subject, asked);
      await lettingGo(subject, asked);
    },
  },
  {
    name: 'holds nothing once nobody reads on',
    async run(subject) {
      const asked = ask(subject, 'call-1', 1);
      await within(subject, asked.events.next(), ANSWER_STEPS, 'no answer came');
      assert.ok(asked.events.return, 'its iterator cannot be returned');
      await within(subject, asked.events.return(), STOP_STEPS, 'return() did not settle');
      await lettingGo(subject, asked);
    },
  },
  {
    name: 'keeps two calls apart that talk at once',
    async run(subject) {
      const alone = textOf(await whole(subject, ask(subject, 'call-alone', 1)));
      const one = ask(subject, 'call-1', 1);
      const two = ask(subject, 'call-2', 1);
      const both = await Promise.all([whole(subject, one), whole(subject, two)]);
      assert.deepEqual(both.map(textOf), [alone, alone], 'the calls heard one another’s words');
    },
  },
  {
    name: 'keeps one call going when another is cut off',
    async run(subject) {
      const one = ask(subject, 'call-1', 1);
      const two = ask(subject, 'call-2', 1);
      const answer = whole(subject, two);
      one.abort.abort();
      await stopped(subject, one);
      assert.notEqual(textOf(await answer).trim(), '', 'the other call got no answer');
    },
  },
  {
    name: 'begins each call anew, whatever was said in another',
    async run(subject) {
      const first = await turns(subject, 'call-1', 3);
      assert.equal(
        (await turns(subject, 'call-2', 1))[0],
        first[0],
        'the second call went on where the first was',
      );
    },
  },
  {
    name: 'begins a call anew that it was told to forget',
    async run(subject) {
      subject.engine.forget?.(call('never-heard-of'));
      const first = await turns(subject, 'call-1', 3);
      subject.engine.forget?.(call('call-1'));
      assert.deepEqual(await turns(subject, 'call-1', 3), first, 'it remembered');
    },
  },
  {
    name: 'goes on from before a turn that was retracted',
    async run(subject) {
      subject.engine.retract?.(call('never-heard-of'), 1);
      const [, second] = await turns(subject, 'call-1', 2);
      subject.engine.retract?.(call('call-1'), 2);
      const again = textOf(await whole(subject, ask(subject, 'call-1', 3)));
      assert.equal(again, second, 'the retracted turn was remembered');
    },
  },
  {
    name: 'has a name and says how it is',
    async run({ engine }) {
      assert.match(engine.name, /^[a-z0-9-]+$/);
      assert.ok(['up', 'degraded', 'down'].includes(engine.health().status));
    },
  },
  {
    name: 'can be closed, and closed again',
    async run(subject) {
      await within(subject, subject.engine.close(), ANSWER_STEPS, 'close() did not settle');
      await within(subject, subject.engine.close(), ANSWER_STEPS, 'the second close() did not settle');
      assert.equal(subject.held(), 0, 'something is still open');
    },
  },
];

interface Asked {
  readonly events: AsyncIterator<ReplyEvent, unknown, undefined>;
  readonly abort: AbortController;
}

function ask(
  subject: ReplyEngineSubject,
  callId: string,
  turn: number,
  change?: Partial<ReplyRequest>,
): Asked {
  const abort = new AbortController();
  const scope: Scope = { callId: call(callId), signal: abort.signal, deadline: noDeadline };
  const request = { ...unhurried, input: greeting, turn, history: [], settings: defaultSettings, ...change };
  return { events: subject.engine.reply(request, scope)[Symbol.asyncIterator](), abort };
}

async function whole(subject: ReplyEngineSubject, { events }: Asked): Promise<ReplyEvent[]> {
  const all: ReplyEvent[] = [];
  for (;;) {
    const next = await within(subject, events.next(), ANSWER_STEPS, 'the answer did not go on');
    if (next.done === true) return all;
    all.push(next.value);
  }
}

/** Reads an aborted reply to its end, by ending or by throwing. @returns pieces of text that still came. */
async function stopped(subject: ReplyEngineSubject, { events }: Asked): Promise<number> {
  for (let late = 0; ;) {
    const next = events.next().catch(() => ({ done: true as const, value: undefined }));
    const event = await within(subject, next, STOP_STEPS, 'it did not stop');
    if (event.done === true) return late;
    if (event.value.type === 'text') late++;
  }
}

/** The answers of one call to the same words, one a turn. */
async function turns(subject: ReplyEngineSubject, callId: string, count: number): Promise<string[]> {
  const answers: string[] = [];
  for (let turn = 1; turn <= count; turn++)
    answers.push(textOf(await whole(subject, ask(subject, callId, turn))));
  return answers;
}

async function lettingGo(subject: ReplyEngineSubject, { abort }: Asked): Promise<void> {
  for (let step = 0; step < STOP_STEPS && subject.held() > 0; step++) await subject.pass(0);
  assert.equal(subject.held(), 0, 'a timer, socket or request is still open');
  assert.equal(getEventListeners(abort.signal, 'abort').length, 0, 'a listener is left on the signal');
}

async function within<T>(
  subject: ReplyEngineSubject,
  work: Promise<T>,
  steps: number,
  otherwise: string,
): Promise<T> {
  const still = Symbol('still');
  for (let step = 0; step < steps; step++) {
    const look = subject.pass(step === 0 ? 0 : STEP_MS).then(() => still);
    const settled = await Promise.race([work, look]);
    if (settled !== still) return settled as T;
  }
  work.catch(() => undefined);
  return assert.fail(otherwise);
}

const textOf = (events: readonly ReplyEvent[]): string =>
  events.map(event => (event.type === 'text' ? event.text : '')).join('');

function call(id: string): CallId {
  assert.ok(isCallId(id));
  return id;
}
