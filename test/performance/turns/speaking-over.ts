import { FRAME_MS } from '@app/core';
import { seeded } from '../vad/random';
import { BenchCall } from './bench-call';
import type { BenchInstance } from './bench-call';
import type { Cast, CastOnLine } from './cast';
import { uniform } from './distributions';
import { isMeant, meant, notMeant, sound } from './disturbances';
import type { Disturbance } from './disturbances';
import { lines } from './line';
import type { BenchLanguage } from './sayings';
import { sentAsMade } from './sent-as-made';

const ECHO_DB = -20;
const ECHO_DELAY_MS = [60, 400] as const;

const LONG_ANSWERS: Readonly<Record<BenchLanguage, string>> = {
  'en-US':
    'Of course, I have looked it up for you, and there are three things to be said about it, one after the other.',
  'zh-CN': '好的，我已经帮您查过了，关于这件事情一共有三点需要跟您说明，请您慢慢听我说完',
};
const SHORT_ANSWERS: Readonly<Record<BenchLanguage, string>> = {
  'en-US': 'All right then.',
  'zh-CN': '好的没问题。',
};

const TRIALS_A_CALL = 5;
const PATIENCE_MS = 15_000;

export interface OverOutcome {
  readonly call: number;
  readonly what: Disturbance;
  readonly language: BenchLanguage;
  readonly line: string;
  /** Since the reply's first frame, ms. */
  readonly atMs: number;
  /** The reply was dropped. */
  readonly dropped: boolean;
  /** From its first sound to the last frame of the reply that was sent after it, 0 when none was; null: it went on. */
  readonly stopMs: number | null;
  /** From its first sound to the clear. */
  readonly clearMs: number | null;
  /** From its first sound to the onset's confirmation by the detector; null: it heard nothing. */
  readonly detectedMs: number | null;
  /** The reply was held back for a while. */
  readonly paused: boolean;
  /** Every sample of the reply was sent once and in order; of one that was dropped: of its beginning. */
  readonly whole: boolean;
  /** What followed is as it should be: new words answered once, anything else not at all. */
  readonly settled: boolean;
}

/** Each disturbance so often, in calls of five replies each. */
export async function speakOver(
  instance: BenchInstance,
  casts: readonly Cast[],
  times: number,
  seed: number,
): Promise<OverOutcome[]> {
  const outcomes: OverOutcome[] = [];
  let call = 0;
  for (const what of [...meant, ...notMeant]) {
    for (let trial = 0; trial < times; call++) {
      const line = lines[call % lines.length]!;
      const cast = casts[Math.floor(call / lines.length) % casts.length]!.on(line.sampleRate);
      const random = seeded(seed + call * 104_729);
      const echoes = what === 'own echo' || what === 'barge-in over echo';
      const bench = new BenchCall(instance, {
        seed: seed + call,
        language: cast.language,
        line,
        assistant: cast.assistant,
        echo: echoes ? { gainDb: ECHO_DB, delayMs: uniform(random, ...ECHO_DELAY_MS) } : null,
      });
      bench.replies.answer = ({ input }) =>
        (input.kind === 'text' ? LONG_ANSWERS : SHORT_ANSWERS)[cast.language];
      await bench.forAWhile(600);
      for (let i = 0; i < TRIALS_A_CALL && trial < times; i++, trial++) {
        const outcome = await disturb(bench, cast, what, random);
        outcomes.push({ call, what, language: cast.language, line: line.name, ...outcome });
        await bench.forAWhile(500);
      }
      bench.end();
    }
  }
  return outcomes;
}

type Outcome = Omit<OverOutcome, 'call' | 'what' | 'language' | 'line'>;

async function disturb(
  call: BenchCall,
  cast: CastOnLine,
  what: Disturbance,
  random: () => number,
): Promise<Outcome> {
  const asked = call.now;
  call.conversation.command({ type: 'text', text: 'Tell me all about it.' });
  await call.until(() => call.frames.some(({ at }) => at >= asked), PATIENCE_MS);
  const begun = call.now;
  await call.forAWhile(uniform(random, 300, 3000));
  const from = call.now + Math.round(uniform(random, 0, FRAME_MS));
  const { onset, end } = sound(call, cast, what, from, random);
  await call.until(() => call.now > end, PATIENCE_MS);
  await call.until(() => call.conversation.stateName === 'listening', PATIENCE_MS);
  await call.forAWhile(2000);
  return judge(call, isMeant(what), asked, begun, onset);
}

function judge(call: BenchCall, wanted: boolean, asked: number, begun: number, onset: number): Outcome {
  const cleared = call.of('playout-cleared', begun)[0];
  const parts = call.of('reply-part', asked);
  const turn = parts[0]?.turnId;
  const next = parts.find(part => part.turnId !== turn)?.when ?? Infinity;
  const sent = call.frames.filter(({ at }) => at >= asked && at < next);
  const last = cleared ? sent.findLast(({ at }) => at >= onset && at <= cleared.when) : undefined;
  const detectedAt = call.onsets.find(at => at > onset);
  return {
    atMs: onset - begun,
    dropped: cleared !== undefined,
    stopMs: cleared ? (last ? last.at - onset : 0) : null,
    clearMs: cleared ? cleared.when - onset : null,
    detectedMs: detectedAt === undefined ? null : detectedAt - onset,
    paused: hasGap(sent.map(({ at }) => at)),
    whole: sentAsMade(
      sent.map(({ what }) => what),
      parts.filter(part => part.turnId === turn).map(({ text }) => call.speech.made.get(text)),
      cleared !== undefined,
    ),
    settled: wanted ? call.heardTurns(next).length === 1 : next === Infinity,
  };
}

/** Frames go out at the pace they are heard, but for a pause. */
const hasGap = (times: readonly number[]): boolean =>
  times.some((at, i) => i > 0 && at - times[i - 1]! > 3 * FRAME_MS);
