import type { CallState } from './call-state';
import type { Ladder, ScriptAnswer } from './script';

/** How often that was answered in the call. */
export const count = (state: CallState, key: string): number => state.counts[key] ?? 0;

/** The answer after so many; the last one stands for every time after it. */
export function rung(ladder: Ladder, times: number): ScriptAnswer {
  const answer = ladder[Math.min(times, ladder.length - 1)];
  if (!answer) throw new RangeError('a ladder has at least one answer');
  return answer;
}
