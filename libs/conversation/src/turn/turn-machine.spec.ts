import fc from 'fast-check';
import type { TimerName, TurnEffect, TurnEvent } from './turn-event';
import { turnMachine } from './turn-machine';
import { defaultLimits } from './turn-policy';
import type { TurnPolicy } from './turn-policy';
import { initialState } from './turn-state';
import type { TurnState } from './turn-state';

const policy: TurnPolicy = {
  ...defaultLimits,
  endpointAfter: () => 450,
  fillerAfter: () => 450,
  maySpeculate: () => true,
  isBackchannel: text => text === 'uh huh',
};

const final = (text: string, utterance: number): TurnEvent => ({
  type: 'transcript',
  at: 0,
  transcript: {
    type: 'final',
    utterance,
    text,
    confidence: 0.8,
    language: 'en-US',
    startMs: 0,
    endMs: 0,
    words: [],
    last: true,
  },
});

function play(
  events: readonly TurnEvent[],
  from: TurnState = initialState,
): { state: TurnState; effects: TurnEffect[] } {
  let state = from;
  const effects: TurnEffect[] = [];
  for (const event of events) {
    const step = turnMachine(state, event, policy);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const types = (effects: readonly TurnEffect[]): string[] => effects.map(effect => effect.type);

const spoken: TurnEvent[] = [
  { type: 'speech-started', at: 1000 },
  { type: 'speech-ended', at: 2000, silentMs: 200 },
  { type: 'timer', name: 'endpoint' },
];

describe('The turn machine', () => {
  it('waits only for what is left of the endpoint when silence is noticed late', () => {
    const { effects } = play(spoken.slice(0, 2));
    expect(effects).toContainEqual({ type: 'set-timer', name: 'endpoint', ms: 250 });
  });

  it('commits the words of all utterances of a turn', () => {
    const { state, effects } = play([
      ...spoken,
      { type: 'speech-started', at: 2600 },
      final('I would like', 0),
      { type: 'speech-ended', at: 3000, silentMs: 200 },
      { type: 'timer', name: 'endpoint' },
      final('a taxi', 1),
    ]);
    expect(state.name).toBe('replying');
    expect(effects.filter(effect => effect.type === 'start-reply')).toMatchObject([
      { turn: 1, input: { kind: 'speech', text: 'I would like a taxi' } },
    ]);
  });

  it('keeps what was guessed of an utterance whose final is late while the next is being heard', () => {
    const partial = (text: string, utterance: number): TurnEvent => ({
      type: 'transcript',
      at: 3000,
      transcript: { type: 'partial', utterance, text, stable: true },
    });
    const { effects } = play([
      spoken[0]!,
      partial('the code is three nine', 0),
      ...spoken.slice(1),
      { type: 'speech-started', at: 2600 },
      partial('seven one', 1),
      { type: 'speech-ended', at: 3000, silentMs: 200 },
      { type: 'timer', name: 'endpoint' },
      { type: 'timer', name: 'final' },
    ]);
    expect(effects.findLast(effect => effect.type === 'start-reply')).toMatchObject({
      input: { text: 'the code is three nine seven one' },
    });
  });

  it('ignores what an old reply says of itself', () => {
    const { state } = play([...spoken, final('hello', 0), { type: 'reply-played', turn: 0, endsCall: true }]);
    expect(state.name).toBe('replying');
  });

  it('climbs the ladder when nothing is heard: prepared answer, the same once more, apology, hang-up', () => {
    const late: TurnEvent = { type: 'timer', name: 'reply' };
    const { state, effects } = play([...spoken, final('hello', 0), late, late, late, late]);
    const rungs = ['start-reply', 'say-prepared', 'ask-again', 'say-filler', 'note-dead-air', 'hang-up'];
    expect(types(effects).filter(type => rungs.includes(type))).toEqual([
      'start-reply',
      'say-prepared',
      'note-dead-air',
      'ask-again',
      'say-filler',
      'note-dead-air',
      'say-prepared',
      'hang-up',
    ]);
    expect(state).toEqual({ name: 'closing', reason: 'error' });
  });

  it('closes the utterance of a recogniser that dies while the caller interrupts', () => {
    const { state, effects } = play([
      ...spoken,
      final('hello', 0),
      { type: 'speech-started', at: 3000 },
      { type: 'recognition-failed', lasting: false },
    ]);
    expect(types(effects).slice(-7)).toContain('close-utterance');
    expect(state).toMatchObject({ name: 'replying', utterance: 2 });
  });

  it('closes the utterance when text takes the turn over', () => {
    const { state, effects } = play([
      { type: 'speech-started', at: 0 },
      { type: 'text', text: 'typed' },
    ]);
    expect(types(effects)).toEqual(
      expect.arrayContaining(['open-utterance', 'close-utterance', 'start-reply']),
    );
    expect(state).toMatchObject({ name: 'replying', utterance: 1 });
  });
});

const event: fc.Arbitrary<TurnEvent> = fc.oneof<fc.Arbitrary<TurnEvent>[]>(
  fc.nat(10_000).map(at => ({ type: 'speech-started' as const, at })),
  fc.nat(10_000).map(at => ({ type: 'speech-ended' as const, at, silentMs: 200 })),
  fc
    .tuple(fc.constantFrom('', 'yes', 'no thank you'), fc.nat(6))
    .map(([text, utterance]) => final(text, utterance)),
  fc
    .tuple(fc.nat(6), fc.boolean(), fc.constantFrom('well', 'uh huh', 'yes'))
    .map(([utterance, stable, text]) => ({
      type: 'transcript' as const,
      at: 0,
      transcript: { type: 'partial' as const, utterance, text, stable },
    })),
  fc
    .constantFrom<TimerName>(
      'endpoint',
      'final',
      'settle',
      'hurry',
      'filler',
      'reply',
      'dead-air',
      'interruption',
      'dtmf',
      'quiet',
    )
    .map(name => ({ type: 'timer' as const, name })),
  fc.constantFrom<TurnEvent>(
    { type: 'recognition-failed', lasting: false },
    { type: 'text', text: 'typed' },
    { type: 'digit', digit: '1' },
    { type: 'digit', digit: '#' },
    { type: 'say', text: 'welcome' },
    { type: 'interrupt' },
    { type: 'interruptible', value: false },
    { type: 'interruptible', value: true },
  ),
  fc
    .record({
      back: fc.integer({ min: 0, max: 2 }),
      endsCall: fc.boolean(),
      guarded: fc.boolean(),
      asks: fc.boolean(),
      overloaded: fc.boolean(),
      type: fc.constantFrom(
        'part-out' as const,
        'reply-dry' as const,
        'reply-goes-on' as const,
        'reply-played' as const,
        'reply-failed' as const,
      ),
    })
    .map(({ back, ...rest }) => ({ ...rest, turn: -back })),
);

/** The world around the machine: it delivers only what can happen (a timer only if set, speech only in turns). */
class World {
  state: TurnState = initialState;
  readonly timers = new Set<string>();
  reply: number | null = null;
  paused = false;
  speculating = false;
  speaking = false;
  utteranceOpen = false;
  hungUp = false;
  began = false;

  offer(offered: TurnEvent): void {
    const event = this.possible(offered);
    if (!event) return;
    if (event.type === 'timer') this.timers.delete(event.name);
    const step = turnMachine(this.state, event, policy);
    this.state = step.state;
    if (event.type === 'reply-played' || event.type === 'reply-failed') this.reply = null;
    for (const effect of step.effects) this.carryOut(effect);
    this.check();
  }

  private possible(event: TurnEvent): TurnEvent | null {
    switch (event.type) {
      case 'timer':
        return this.timers.has(event.name) ? event : null;
      case 'speech-started':
      case 'speech-ended': {
        if (this.speaking === (event.type === 'speech-started')) return null;
        this.speaking = !this.speaking;
        return event;
      }
      case 'part-out':
      case 'reply-dry':
      case 'reply-goes-on':
      case 'reply-played':
      case 'reply-failed':
        if (this.reply === null || (this.paused && event.type !== 'reply-failed')) return null;
        return { ...event, turn: this.reply + event.turn };
      default:
        return event;
    }
  }

  private carryOut(effect: TurnEffect): void {
    if (this.hungUp) throw new Error(`${effect.type} after the call was hung up`);
    switch (effect.type) {
      case 'speculate':
        if (this.speculating) throw new Error('two speculations at once');
        this.speculating = true;
        break;
      case 'drop-speculation':
        if (!this.speculating) throw new Error('dropped a speculation that is none');
        this.speculating = false;
        break;
      case 'start-reply':
        if (effect.speculated && !this.speculating) throw new Error('used a speculation that is none');
        if (effect.speculated) this.speculating = false;
        this.begin(effect.turn);
        break;
      case 'say':
        this.begin(effect.turn);
        break;
      case 'say-prepared':
      case 'ask-again':
        if (this.reply === null) this.begin(effect.turn);
        else if (this.reply !== effect.turn) throw new Error('two replies at once');
        break;
      case 'drop-reply':
        this.reply = null;
        this.paused = false;
        break;
      case 'pause-playout':
        this.paused = true;
        break;
      case 'resume-playout':
        if (!this.paused) throw new Error('resumed without a pause');
        this.paused = false;
        break;
      case 'open-utterance':
        if (this.utteranceOpen) throw new Error('opened twice');
        this.utteranceOpen = true;
        break;
      case 'close-utterance':
        if (!this.utteranceOpen) throw new Error('closed without being open');
        this.utteranceOpen = false;
        break;
      case 'set-timer':
        this.timers.add(effect.name);
        break;
      case 'clear-timer':
        this.timers.delete(effect.name);
        break;
      case 'hang-up':
        this.hungUp = true;
        this.speculating = false;
        this.timers.clear();
        break;
      case 'retract-turn':
        if (this.reply === effect.turn) throw new Error('took a turn back that is being answered');
        break;
      default:
        break;
    }
  }

  private begin(turn: number): void {
    if (this.reply !== null) throw new Error('two replies at once');
    this.reply = turn;
    this.paused = false;
  }

  /** In every state something is bound to happen next, and nothing else is going on. */
  private check(): void {
    const { state, timers } = this;
    const open = state.name === 'hearing' || (state.name === 'pausing' && !state.closed);
    if (open && !this.utteranceOpen) throw new Error(`${state.name} without an utterance`);
    if (state.name === 'listening' && (this.utteranceOpen || this.paused || this.reply !== null))
      throw new Error('listening, but busy');
    if (this.speculating && state.name !== 'pausing' && state.name !== 'hearing')
      throw new Error('a speculation on nothing');
    if (state.name === 'listening' && this.began && !timers.has('quiet') && !timers.has('dtmf'))
      throw new Error('a silence nobody watches');
    if (state.name === 'pausing' && !timers.has(state.closed ? 'final' : 'endpoint'))
      throw new Error('a pause without end');
    if (state.name === 'replying' && !state.speaking && !timers.has('reply'))
      throw new Error('a reply without deadline');
    if (state.name === 'replying' && this.paused) throw new Error('a pause nobody ends');
    if (state.name === 'interrupted' && state.caller === 'silent' && !timers.has('endpoint'))
      throw new Error('no endpoint');
    if (state.name === 'interrupted' && state.caller === 'closed' && !timers.has('final'))
      throw new Error('no final');
  }
}

describe('Whatever happens in whatever order', () => {
  it('there is one reply at a time, every pause and every turn has an end, and nothing follows the hang-up', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), events => {
        const world = new World();
        world.offer({ type: 'opened', interruptible: true });
        world.began = true;
        for (const each of events) world.offer(each);
        world.offer({ type: 'hangup', reason: 'caller' });
        expect(world.state.name).toBe('closing');
        expect(world.timers.size).toBe(0);
      }),
      { numRuns: 10_000 },
    );
  });
});
