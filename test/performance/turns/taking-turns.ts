import { sameText } from './same-text';
import { BenchCall } from './bench-call';
import type { BenchInstance } from './bench-call';
import type { Cast } from './cast';
import { pick, uniform } from './distributions';
import { lines } from './line';
import { sayings } from './sayings';
import type { BenchLanguage, Kind, Saying } from './sayings';
import { playRecording, speakSaying } from './spoken-turn';
import type { SpokenTurn } from './spoken-turn';
import { seeded } from '../vad/random';

/** How often callers say what: of a hundred turns. */
const SHARES: Readonly<Record<Kind, number>> = {
  greeting: 9,
  'short answer': 12,
  question: 16,
  complete: 18,
  pause: 18,
  hesitation: 12,
  number: 10,
  recording: 5,
};

const TURNS_A_CALL = 7;
/** A turn not answered by then is missed. */
const PATIENCE_MS = 10_000;

/** What became of one turn; times are from its last sound, ms, NaN where there was none. */
export interface TurnOutcome {
  readonly call: number;
  readonly kind: Kind;
  readonly language: BenchLanguage;
  readonly line: string;
  readonly text: string;
  readonly pauses: readonly number[];
  /** Why the endpoint was where it was: of the reply that cut in, where one did. */
  readonly reason: string;
  /** The last word before a reply cut in; else nothing. */
  readonly pausedAfter: string;
  readonly endpointMs: number;
  readonly voiceToVoiceMs: number;
  readonly cutIn: boolean;
  readonly missed: boolean;
  readonly twice: boolean;
  /** Words of the caller that are not in the history. */
  readonly lost: boolean;
  /** A filler was the first sound. */
  readonly bridged: boolean;
}

/** Calls of seven turns each, until there are enough. */
export async function takeTurns(
  instance: BenchInstance,
  casts: readonly Cast[],
  turns: number,
  seed: number,
): Promise<TurnOutcome[]> {
  const outcomes: TurnOutcome[] = [];
  for (let call = 0; outcomes.length < turns; call++) {
    const line = lines[call % lines.length]!;
    const cast = casts[Math.floor(call / lines.length) % casts.length]!.on(line.sampleRate);
    const random = seeded(seed + call * 7919);
    const bench = new BenchCall(instance, {
      seed: seed + call,
      language: cast.language,
      line,
      assistant: cast.assistant,
    });
    await bench.forAWhile(600);
    for (let turn = 0; turn < TURNS_A_CALL; turn++) {
      const spoken = choose(cast, line.sampleRate, turn, random);
      outcomes.push({ call, language: cast.language, line: line.name, ...(await takeTurn(bench, spoken)) });
      await bench.forAWhile(uniform(random, 300, 1200));
    }
    bench.end();
  }
  return outcomes.slice(0, turns);
}

function choose(
  cast: ReturnType<Cast['on']>,
  sampleRate: number,
  turn: number,
  random: () => number,
): SpokenTurn {
  const kind = turn === 0 ? 'greeting' : kindOf(random);
  if (kind === 'recording') return playRecording(pick(random, cast.recordings), sampleRate);
  const saying: Saying = { kind, text: pick(random, sayings[cast.language][kind]) };
  return speakSaying(saying, cast.caller, sampleRate, random);
}

function kindOf(random: () => number): Kind {
  let left = random() * 100;
  for (const [kind, share] of Object.entries(SHARES) as [Kind, number][]) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'complete';
}

type Outcome = Omit<TurnOutcome, 'call' | 'language' | 'line'>;

async function takeTurn(call: BenchCall, turn: SpokenTurn): Promise<Outcome> {
  const start = call.now;
  const end = start + turn.lastSoundMs;
  call.recogniser.words = turn.words.map(({ text, startMs, endMs }) => ({
    text,
    startMs: startMs + start,
    endMs: endMs + start,
  }));
  call.recogniser.punctuation = turn.kind === 'question' ? '?' : '.';
  const before = call.conversation.history.length;
  call.line.sound(turn.pcm, start);
  await call.until(() => false, turn.lastSoundMs);
  const answered = await call.until(() => call.frames.some(({ at }) => at >= end), PATIENCE_MS);
  await call.until(() => call.conversation.stateName === 'listening', PATIENCE_MS);
  await call.forAWhile(100);
  return { ...judge(call, turn, start, end, before), missed: !answered };
}

function judge(
  call: BenchCall,
  turn: SpokenTurn,
  start: number,
  end: number,
  before: number,
): Omit<Outcome, 'missed'> {
  const first = call.frames.find(({ at }) => at >= end)?.at ?? NaN;
  const cutInAt = call.frames.find(({ at }) => at > start && at < end)?.at;
  const cutIn = cutInAt !== undefined;
  const endpoint = call.events.findLast(
    ({ at, what }) =>
      at <= first && at >= start && what.type === 'stage-finished' && what.stage === 'audio_preprocessing',
  );
  const text = turn.words.map(word => word.text).join(' ');
  const said = call.conversation.history
    .slice(before)
    .flatMap(({ role, text: words }) => (role === 'caller' ? [words] : []));
  const source = call.of('reply-part', start)[0]?.source;
  return {
    kind: turn.kind,
    text,
    pauses: turn.pauses,
    reason: call.endpoints.findLast(({ at }) => at <= (cutInAt ?? first))?.what ?? '',
    pausedAfter: turn.words.findLast(({ endMs }) => start + endMs < (cutInAt ?? 0))?.text ?? '',
    endpointMs: (endpoint?.at ?? NaN) - end,
    voiceToVoiceMs: first - end,
    cutIn,
    twice: !cutIn && call.heardTurns(start).length > 1,
    lost: !sameText(said.join(' '), text),
    bridged: source === 'cache',
  };
}
