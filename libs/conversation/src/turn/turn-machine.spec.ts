import fc from 'fast-check';
import type { TurnEffect, TurnEvent } from './turn-event';
import { turnMachine } from './turn-machine';
import { defaultLimits } from './turn-policy';
import type { TurnPolicy } from './turn-policy';
import { initialState } from './turn-state';
import type { TurnState } from './turn-state';

const policy: TurnPolicy = { ...defaultLimits, endpointAfter: () => 450 };

const final = (text: string, utterance: number): TurnEvent => ({
  type: 'transcript',
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

  it('ignores a final of an utterance that was given up', () => {
    const { effects } = play([...spoken, { type: 'timer', name: 'final' }, final('too late', 0)]);
    expect(effects.filter(effect => effect.type === 'start-reply')).toHaveLength(1);
  });

  it('ignores what an old reply says of itself', () => {
    const { state } = play([...spoken, final('hello', 0), { type: 'reply-played', turn: 0, endsCall: true }]);
    expect(state.name).toBe('replying');
  });

  it('gives a turn up when even the prepared answer comes too late', () => {
    const late: TurnEvent = { type: 'timer', name: 'reply' };
    const { state, effects } = play([...spoken, final('hello', 0), late, late]);
    expect(types(effects).filter(type => type === 'say-fallback')).toHaveLength(1);
    expect(types(effects).slice(-2)).toEqual(['drop-reply', 'give-up']);
    expect(state.name).toBe('listening');
  });

  it('closes the utterance of a recogniser that dies while the caller interrupts', () => {
    const { state, effects } = play([
      ...spoken,
      final('hello', 0),
      { type: 'speech-started', at: 3000 },
      { type: 'recognition-failed' },
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
  fc.nat(6).map(utterance => ({
    type: 'transcript' as const,
    transcript: { type: 'partial' as const, utterance, text: 'well', stable: false },
  })),
  fc
    .constantFrom(
      'endpoint' as const,
      'final' as const,
      'reply' as const,
      'interruption' as const,
      'dtmf' as const,
    )
    .map(name => ({ type: 'timer' as const, name })),
  fc.constantFrom<TurnEvent>(
    { type: 'recognition-failed' },
    { type: 'text', text: 'typed' },
    { type: 'digit', digit: '1' },
    { type: 'digit', digit: '#' },
    { type: 'say', text: 'welcome' },
    { type: 'interrupt' },
    { type: 'interruptible', value: false },
    { type: 'interruptible', value: true },
  ),
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.boolean(), fc.constantFrom('started', 'played', 'failed'))
    .map(([back, endsCall, what]) => ({ type: `reply-${what}`, turn: -back, endsCall })),
);

/** The world around the machine: it delivers only what can happen (a timer only if set, speech only in turns). */
class World {
  state: TurnState = initialState;
  readonly timers = new Set<string>();
  reply: number | null = null;
  paused = false;
  speaking = false;
  utteranceOpen = false;
  hungUp = false;

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
      case 'reply-started':
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
      case 'start-reply':
      case 'say':
        if (this.reply !== null) throw new Error('two replies at once');
        this.reply = effect.turn;
        this.paused = false;
        break;
      case 'say-fallback':
        this.reply = effect.turn;
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
        this.timers.clear();
        break;
      case 'retract-turn':
      case 'give-up':
      case 'note-interruption':
        break;
    }
  }

  /** In every state something is bound to happen next, and nothing else is going on. */
  private check(): void {
    const { state, timers } = this;
    const open = state.name === 'hearing' || (state.name === 'pausing' && !state.closed);
    if (open && !this.utteranceOpen) throw new Error(`${state.name} without an utterance`);
    if (state.name === 'listening' && (this.utteranceOpen || this.paused))
      throw new Error('listening, but busy');
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
        for (const each of events) world.offer(each);
        world.offer({ type: 'hangup', reason: 'caller' });
        expect(world.state.name).toBe('closing');
        expect(world.timers.size).toBe(0);
      }),
      { numRuns: 10_000 },
    );
  });
});
