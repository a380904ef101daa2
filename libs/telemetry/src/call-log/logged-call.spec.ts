import type { CallEvent, CallId, TurnId } from '@app/core';
import { VirtualClock } from '@app/testing';
import type { TurnRecord } from '../turns/turn-record';
import { LoggedCall } from './logged-call';

const traced = { callId: 'call-1' as CallId, language: 'en', traceparent: null };

const turn = (number: number, startMs: number): TurnRecord => ({
  number,
  startMs,
  endMs: startMs + 1000,
  turnId: null,
  outcome: 'ok',
  firstAudioMs: 300,
  voiceToVoiceMs: 500,
  endpointReason: null,
  speculationMs: null,
  stages: [{ name: 'playout', startMs: startMs + 300, endMs: startMs + 1000, outcome: 'ok' }],
  marks: [{ name: 'barge-in', atMs: startMs + 400.04 }],
});

const heard = (text: string, isFinal = true): CallEvent => ({
  type: 'transcript',
  text,
  isFinal,
  confidence: 1,
  language: 'en',
  startMs: 0,
  endMs: 1,
});

const replied = (text: string): CallEvent => ({
  type: 'reply-part',
  turnId: 'call-1:1' as TurnId,
  part: 0,
  text,
  audio: null,
  isLast: true,
  shouldTerminate: false,
  confidence: 1,
  latencyMs: 1,
  source: 'model',
});

describe('What the file of a call tells', () => {
  let clock: VirtualClock;
  beforeEach(async () => {
    clock = new VirtualClock();
    await clock.run(5000);
  });

  it('has its times from the beginning of the call, to a tenth of a millisecond', async () => {
    const call = new LoggedCall(traced, clock, false);
    await clock.run(2000);
    call.ended(turn(1, 5500));
    expect(call.finished('caller', 'trace-1')).toMatchObject({
      callId: 'call-1',
      traceId: 'trace-1',
      startedAt: '2026-01-01T00:00:05.000Z',
      durationMs: 2000,
      endReason: 'caller',
      turns: [
        {
          startMs: 500,
          endMs: 1500,
          firstAudioMs: 300,
          stages: [{ name: 'playout', startMs: 800, endMs: 1500 }],
          marks: [{ name: 'barge-in', atMs: 900 }],
        },
      ],
    });
  });

  it('has the words of both sides, final and not empty, where they may be written down', async () => {
    const call = new LoggedCall(traced, clock, true);
    await clock.run(100);
    for (const event of [heard('hel', false), heard('hello'), heard(''), replied('Good evening.')])
      call.event(event);
    expect(call.finished('caller', null).said).toEqual([
      { atMs: 100, who: 'caller', text: 'hello' },
      { atMs: 100, who: 'assistant', text: 'Good evening.' },
    ]);
  });

  it('has no words anywhere else', () => {
    const call = new LoggedCall(traced, clock, false);
    for (const event of [heard('hello'), replied('Good evening.')]) call.event(event);
    expect(JSON.stringify(call.finished('caller', null))).not.toMatch(/said|hello|evening/);
  });

  it('ends after 5000 turns and as many words, where a call goes on for days', () => {
    const call = new LoggedCall(traced, clock, true);
    for (let number = 1; number <= 5001; number++) {
      call.ended(turn(number, 0));
      call.event(heard(`word ${number}`));
    }
    const { turns, said } = call.finished('caller', null);
    expect([turns.length, said?.length]).toEqual([5000, 5000]);
    expect([turns.at(-1)?.number, said?.at(-1)?.text]).toEqual([5000, 'word 5000']);
  });
});
