import { getEventListeners } from 'node:events';
import { combineObservers } from '../combine-observers';
import { systemClock } from '@app/core';
import type { AudioFrame, CallId, Clock, FrameStage, Outcome, StageDescriptor, TextStage } from '@app/core';
import { VirtualClock, settle } from '@app/testing';
import { LatencyObserver } from '../latency/latency-observer';
import { StageLatencies } from '../latency/stage-latencies';
import { instrumentStages } from './instrument-stages';
import type { InstrumentedStages } from './instrument-stages';

const CALL = { callId: 'call-1' as CallId, language: 'en-US' };

class Reports extends LatencyObserver {
  readonly seen: [string, number, Outcome][] = [];

  constructor() {
    super(new StageLatencies());
  }

  override stage(stage: string, ms: number, outcome: Outcome): void {
    this.seen.push([stage, ms, outcome]);
  }
}

const frameOf = (...samples: number[]): AudioFrame => ({
  pcm: Int16Array.from(samples),
  sampleRate: 16_000,
  at: 0,
});

describe('a processing stage', () => {
  let clock: VirtualClock;
  let reports: Reports;
  let turn: AbortController;

  beforeEach(() => {
    clock = new VirtualClock();
    reports = new Reports();
    turn = new AbortController();
  });

  const instrument = (...descriptors: StageDescriptor[]): InstrumentedStages =>
    instrumentStages(descriptors, CALL, reports, clock);

  const audio = (stage: FrameStage): InstrumentedStages =>
    instrument({ name: 'denoise', on: 'caller-audio', budgetMs: 2, create: () => stage });

  const text = (process: TextStage['process'], close?: () => void): TextStage => {
    const made = { process, ...(close && { close }) };
    const [stage] = instrument({
      name: 'profanity',
      on: 'caller-text',
      budgetMs: 50,
      create: () => made,
    }).callerText;
    if (!stage) throw new Error('no stage was made');
    return stage;
  };

  it('goes where its descriptor says, knowing its call', () => {
    const calls: unknown[] = [];
    const create = (call: unknown): TextStage => {
      calls.push(call);
      return { process: given => given };
    };
    const stages = instrument(
      { name: 'a', on: 'assistant-text', budgetMs: 1, create },
      { name: 'b', on: 'caller-text', budgetMs: 1, create },
      { name: 'c', on: 'caller-audio', budgetMs: 1, create: () => ({ process: () => undefined }) },
    );
    expect([stages.assistantText, stages.callerText, stages.callerAudio].map(list => list.length)).toEqual([
      1, 1, 1,
    ]);
    expect(calls).toEqual([CALL, CALL]);
  });

  it('that cannot be made counts as an error and is left out', () => {
    const create = (): never => {
      throw new Error('no model');
    };
    const stages = instrument({ name: 'denoise', on: 'caller-audio', budgetMs: 1, create });
    expect(stages.callerAudio).toEqual([]);
    expect(reports.seen).toEqual([['denoise', 0, 'error']]);
  });

  describe('on audio', () => {
    const speechStopped = (stages: InstrumentedStages): void =>
      stages.utterances.event({ type: 'speech-stopped', at: 0 });

    it('works in place, and reports what an utterance cost once it has ended', () => {
      const stages = audio({
        process(frame) {
          frame.pcm[0] = 7;
          clock.advance(1.5);
        },
      });
      const observed = combineObservers(reports, stages.utterances);
      const frame = frameOf(1, 2);
      for (let n = 0; n < 4; n++) stages.callerAudio[0]?.process(frame);
      expect(frame.pcm[0]).toBe(7);
      expect(reports.seen).toEqual([]);
      observed.event({ type: 'speech-stopped', at: 80 });
      observed.event({ type: 'speech-stopped', at: 80 });
      expect(reports.seen).toEqual([['denoise', 6, 'ok']]);
    });

    it('says timeout for an utterance in which a frame was over the budget, and begins anew with the next', () => {
      let cost = 3;
      const stages = audio({ process: () => clock.advance(cost) });
      stages.callerAudio[0]?.process(frameOf(1));
      speechStopped(stages);
      cost = 2;
      stages.callerAudio[0]?.process(frameOf(1));
      speechStopped(stages);
      expect(reports.seen).toEqual([
        ['denoise', 3, 'timeout'],
        ['denoise', 2, 'ok'],
      ]);
    });

    it('that throws leaves the frame as it came, whatever its length, and works on', () => {
      let broken = true;
      const stages = audio({
        process(frame) {
          frame.pcm.fill(0);
          if (broken) throw new Error('diverged');
        },
      });
      for (const frame of [frameOf(1, 2, 3, 4), frameOf(5, 6)]) {
        const before = [...frame.pcm];
        stages.callerAudio[0]?.process(frame);
        expect([...frame.pcm]).toEqual(before);
      }
      expect(reports.seen).toEqual([
        ['denoise', 0, 'error'],
        ['denoise', 0, 'error'],
      ]);
      broken = false;
      const frame = frameOf(1, 2);
      stages.callerAudio[0]?.process(frame);
      expect([...frame.pcm]).toEqual([0, 0]);
    });

    it('reports what is left and closes with its call', () => {
      const close = jest.fn();
      const stages = audio({ process: () => clock.advance(1), close });
      stages.callerAudio[0]?.process(frameOf(1));
      stages.callerAudio[0]?.close?.();
      expect(reports.seen).toEqual([['denoise', 1, 'ok']]);
      expect(close).toHaveBeenCalledTimes(1);
    });
  });

  describe('on text', () => {
    /** Nothing of a finished stage may stay behind on a turn or a call. */
    const leftovers = (): number => clock.active + getEventListeners(turn.signal, 'abort').length;

    it('gives its result, at once or later, and its latency', async () => {
      await expect(text(given => given.toUpperCase()).process('hello', turn.signal)).resolves.toBe('HELLO');
      const slow = text(given => new Promise(resolve => clock.after(20, () => resolve(`${given}!`))));
      const processed = slow.process('hello', turn.signal);
      await clock.run(20);
      await expect(processed).resolves.toBe('hello!');
      expect(reports.seen).toEqual([
        ['profanity', 0, 'ok'],
        ['profanity', 20, 'ok'],
      ]);
      expect(leftovers()).toBe(0);
    });

    it('passes the text as it came when it is late, and tells the stage to stop', async () => {
      let told: AbortSignal | undefined;
      const stage = text((_, signal) => {
        told = signal;
        return new Promise((_resolve, reject) =>
          clock.after(100, () => reject(new Error('too late to matter'))),
        );
      });
      const processed = stage.process('hello', turn.signal);
      await clock.run(50);
      await expect(processed).resolves.toBe('hello');
      expect(told?.aborted).toBe(true);
      expect(reports.seen).toEqual([['profanity', 50, 'timeout']]);
      await clock.run(50);
      expect(leftovers()).toBe(0);
    });

    it('passes the text as it came when the stage blocked for longer than its budget', async () => {
      let now = 0;
      const blocked: Clock = { ...systemClock, now: () => now, after: () => ({ cancel: () => undefined }) };
      const create = (): TextStage => ({
        process(given) {
          now += 51;
          return given.toUpperCase();
        },
      });
      const descriptor: StageDescriptor = { name: 'profanity', on: 'caller-text', budgetMs: 50, create };
      const { callerText } = instrumentStages([descriptor], CALL, reports, blocked);
      await expect(callerText[0]?.process('hello', turn.signal)).resolves.toBe('hello');
      expect(reports.seen).toEqual([['profanity', 51, 'timeout']]);
    });

    it.each<[string, TextStage['process']]>([
      [
        'at once',
        () => {
          throw new Error('bad');
        },
      ],
      ['later', () => Promise.reject(new Error('bad'))],
    ])('passes the text as it came when the stage throws %s', async (_, process) => {
      await expect(text(process).process('hello', turn.signal)).resolves.toBe('hello');
      expect(reports.seen).toEqual([['profanity', 0, 'error']]);
      expect(leftovers()).toBe(0);
    });

    it('lets go at once when the turn is over', async () => {
      const stage = text(() => new Promise(() => undefined));
      const processed = stage.process('hello', turn.signal);
      await settle();
      turn.abort();
      await expect(processed).resolves.toBe('hello');
      expect(reports.seen).toEqual([['profanity', 0, 'cancelled']]);
      expect(leftovers()).toBe(0);
      await expect(stage.process('again', turn.signal)).resolves.toBe('again');
      expect(reports.seen).toHaveLength(1);
    });

    it('closes with its call', () => {
      const close = jest.fn();
      text(given => given, close).close?.();
      expect(close).toHaveBeenCalledTimes(1);
    });
  });
});
