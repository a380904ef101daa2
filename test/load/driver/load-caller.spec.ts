import { bank, CallerOnClock } from './caller.spec-kit';

describe('LoadCaller', () => {
  it('sends a frame every 20 ms, and says its pieces whole', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    const { sent } = on.far;
    expect(sent.map(({ at }) => at)).toEqual(sent.map((_, i) => (i + 1) * 20));
    expect(sent.slice(-50).map(({ what }) => what)).toEqual(bank.sayings[0]);
    expect(on.tally.counts).toMatchObject({ framesIn: sent.length, framesLost: 0, turns: 1 });
  });

  it('measures from when its last sound was due to the first frame of the answer', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.clock.advance(480);
    on.far.reply(1, 0, 130);
    on.clock.advance(20);
    on.far.frames(5);
    const { voiceToVoice, turn } = on.tally.latencies;
    expect([voiceToVoice.count, voiceToVoice.at(100)]).toEqual([1, expect.closeTo(500, 0)]);
    expect([turn.count, turn.at(100)]).toEqual([1, expect.closeTo(130, 0)]);
    expect(on.tally.counts).toMatchObject({ answered: 1, unanswered: 0, framesOut: 5, cutIn: 0 });
  });

  it('takes nothing for the answer that still comes of the reply before', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.far.reply(1);
    on.far.frames(10);
    on.untilAsked();
    on.far.frames(3);
    on.far.reply(1, 1);
    on.far.frames(3);
    expect(on.tally.counts.answered).toBe(1);
    on.far.reply(2);
    on.far.frames(1);
    expect(on.tally.counts.answered).toBe(2);
  });

  it('takes no reply that cut in for the answer', () => {
    const on = new CallerOnClock();
    on.untilSpeaking();
    on.far.reply(1);
    on.far.frames(3);
    on.untilAsked();
    on.far.frames(3);
    expect(on.tally.counts).toMatchObject({ cutIn: 1, answered: 0 });
  });

  it('counts an opener as the beginning of the answer, and the reply behind it as the same one', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.far.reply(1, 0);
    on.far.frames(20);
    on.far.reply(1, 1);
    on.far.frames(20);
    on.far.stage('completed');
    expect(on.tally.counts).toMatchObject({ answered: 1, unfinished: 0, cutIn: 0 });
    expect(on.tally.latencies.turn.count).toBe(1);
  });

  it('counts a turn without an answer when it says the next thing', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    expect(on.tally.counts.unanswered).toBe(0);
    on.untilAsked();
    expect(on.tally.counts).toMatchObject({ turns: 2, unanswered: 1 });
  });

  it.each([
    [2900, 0],
    [3100, 1],
  ])('hangs up %s ms after its last sound: %s turns without an answer', (ms, unanswered) => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.clock.advance(ms);
    expect(on.tally.result.counts.unanswered).toBe(unanswered);
    on.caller.hungUp();
    expect(on.tally.counts.unanswered).toBe(unanswered);
    expect(on.tally.result.counts.unanswered).toBe(unanswered);
  });

  it('loses the share of its frames that is asked for, spread over all of them', () => {
    const on = new CallerOnClock({ loss: 0.1 });
    on.pass(20_000);
    const { framesIn, framesLost } = on.tally.counts;
    expect(framesIn + framesLost).toBe(20_000);
    expect(framesLost / 20_000).toBeCloseTo(0.1, 2);
    expect(on.far.sent).toHaveLength(framesIn);
  });

  it('holds frames back on a line with jitter until they are released', () => {
    const on = new CallerOnClock({ jitterMs: 15 });
    for (let ms = 0; ms < 2000; ms++) {
      on.clock.advance(1);
      if (on.clock.now() % 20 === 0) on.caller.frame(on.clock.now());
      if (on.caller.heldUntil <= on.clock.now()) on.caller.release(on.clock.now());
    }
    const delays = on.far.sent.map(({ at }) => at % 20);
    expect(delays.filter(delay => delay > 3).length).toBeGreaterThan(delays.length / 2);
    expect(Math.max(...delays)).toBeLessThanOrEqual(16);
  });

  it('speaks JSON: numbered chunks, with the numbers of lost ones left out', () => {
    const noise = ['AAAA'];
    const on = new CallerOnClock({ wire: 'json', loss: 0.5 }, { sayings: [noise], noise });
    on.pass(100);
    const chunks = on.far.sent.map(({ what }) => what);
    expect(chunks[0]).toEqual({
      type: 'audio_chunk',
      audioData: 'AAAA',
      sequenceNumber: expect.any(Number),
      sampleRate: 16_000,
      channels: 1,
    });
    const numbers = chunks.map(chunk => ('sequenceNumber' in chunk ? chunk.sequenceNumber : Number.NaN));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(numbers.length).toBe(on.tally.counts.framesIn);
    expect(numbers.at(-1)).toBeGreaterThan(numbers.length);
  });

  it('keeps the stages of a turn for its waterfall', () => {
    const on = new CallerOnClock();
    on.far.stage('ai_generation');
    on.untilAsked();
    on.far.stage('speech_to_text');
    on.far.reply(1, 0, 130);
    expect(on.tally.waterfall).toEqual([
      { stage: 'speech_to_text', ms: 1 },
      { stage: 'first_audio', ms: 130 },
    ]);
  });

  it('counts errors by what they are', () => {
    const on = new CallerOnClock();
    on.far.message('error', { code: 'reply_failed' });
    expect(on.tally.result).toMatchObject({ counts: { errors: 1 }, codes: { reply_failed: 1 } });
  });
});

describe('A barge-in', () => {
  /** Into a reply, so long ahead that it is still heard for five seconds. */
  const begun = (): CallerOnClock => {
    const on = new CallerOnClock({ bargeIns: 1 });
    on.untilAsked();
    on.far.reply(1);
    on.far.frames(250);
    on.untilSpeaking();
    return on;
  };

  it('begins 700 ms into the answer, and lasts until the reply is not heard any more', () => {
    const on = begun();
    on.clock.advance(180);
    on.far.clear();
    const { bargeInStop } = on.tally.latencies;
    // The frame that was being said when the clock moved on began 20 ms before.
    expect([bargeInStop.count, bargeInStop.at(100)]).toEqual([1, expect.closeTo(200, 0)]);
    expect(on.tally.counts).toMatchObject({ bargeIns: 1, bargeInsMissed: 0 });
  });

  it('is missed where no clear came, and a later clear is none of its own', () => {
    const on = begun();
    on.untilAsked();
    on.untilSpeaking();
    on.far.clear();
    expect(on.tally.counts).toMatchObject({ bargeIns: 1, bargeInsMissed: 1 });
    expect(on.tally.latencies.bargeInStop.count).toBe(0);
  });

  it('is not missed where the reply ended by itself', () => {
    const on = begun();
    on.clock.advance(300);
    on.far.stage('completed');
    on.untilSpeaking();
    on.untilAsked();
    on.untilSpeaking();
    expect(on.tally.counts).toMatchObject({ bargeIns: 1, bargeInsMissed: 0 });
  });

  it('is none where the reply is over before', () => {
    const on = new CallerOnClock({ bargeIns: 1 });
    on.untilAsked();
    on.far.reply(1);
    on.far.frames(10);
    on.far.stage('completed');
    on.untilSpeaking();
    expect(on.tally.counts.bargeIns).toBe(0);
  });

  it('hides no cut-in', () => {
    const on = begun();
    on.far.reply(2);
    expect(on.tally.counts.cutIn).toBe(1);
  });
});
