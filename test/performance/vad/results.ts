import type { Contender } from './contenders';
import { costOf } from './cost';
import { Judgement } from './judging';
import { listen } from './listening';
import type { NoiseName } from './noises';
import type { Line, Snr, TestCall } from './test-calls';

/** What came out for one contender. */
export interface Result {
  readonly contender: Contender;
  /** All calls of a line and a ratio together. */
  at(line: Line, snr: Snr): Judgement;
  /** All calls of both lines with one noise at one ratio. */
  in(noise: NoiseName, snr: Snr): Judgement;
  /** All calls of both lines at one ratio. */
  over(snr: Snr): Judgement;
  /** CPU in µs a frame of 20 ms; NaN where there is nothing to measure. */
  readonly cost: number;
}

const measured: readonly Contender['kind'][] = ['fvad-mode', 'engine'];

export function examine(contender: Contender, calls: readonly TestCall[], costCall: TestCall): Result {
  const judgements = new Map<string, Judgement>();
  const find = (key: string): Judgement => {
    const found = judgements.get(key) ?? new Judgement();
    judgements.set(key, found);
    return found;
  };
  for (const call of calls) {
    const verdicts = listen(contender.engine, call);
    for (const key of [`${call.line} ${call.snr}`, `${call.noise} ${call.snr}`, `${call.snr}`]) {
      find(key).add(call, verdicts);
    }
  }
  return {
    contender,
    at: (line, snr) => find(`${line} ${snr}`),
    in: (noise, snr) => find(`${noise} ${snr}`),
    over: snr => find(`${snr}`),
    cost: measured.includes(contender.kind) ? costOf(contender.engine, costCall) : NaN,
  };
}
