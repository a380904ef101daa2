import type { Result } from './results';
import { lines, snrs } from './test-calls';

/** What is promised of the engines; each says what came out, and whether it holds. */
export interface Bound {
  readonly promise: string;
  readonly holds: boolean;
}

const SPECTRAL_US = 12;
/** What hybrid may lose of bare Silero's balanced accuracy, and the share of its CPU it may take. */
const HYBRID_LOSS = 0.01;
const HYBRID_CPU = 0.6;

/** @param fvad the best single mode */
export function bounds(results: readonly Result[], fvad: Result): Bound[] {
  const named = (name: string) => results.find(({ contender }) => contender.name === name);
  const spectral = named('spectral');
  const silero = named('silero');
  const hybrid = named('hybrid');
  return [
    ...(spectral ? [...compared(spectral, fvad, 0), quick(spectral)] : []),
    ...(silero && hybrid ? [...compared(hybrid, silero, HYBRID_LOSS), cheaper(hybrid, silero)] : []),
  ];
}

/** At every ratio on every line, one engine is better than another, or not worse by more than `loss`. */
function compared(one: Result, other: Result, loss: number): Bound[] {
  return lines.flatMap(line =>
    snrs.map(snr => {
      const [mine, theirs] = [one.at(line, snr).balancedAccuracy, other.at(line, snr).balancedAccuracy];
      const than = loss === 0 ? `above ${other.contender.name}` : `within ${loss} of ${other.contender.name}`;
      return {
        promise: `${one.contender.name} ${than}, ${line}, ${snr}: ${mine.toFixed(3)} and ${theirs.toFixed(3)}`,
        holds: loss === 0 ? mine > theirs : mine >= theirs - loss,
      };
    }),
  );
}

const quick = ({ cost }: Result): Bound => ({
  promise: `spectral takes at most ${SPECTRAL_US} µs a frame: ${cost.toFixed(1)}`,
  holds: cost <= SPECTRAL_US,
});

const cheaper = (hybrid: Result, silero: Result): Bound => ({
  promise: `hybrid takes at most ${HYBRID_CPU * 100} % of Silero's CPU: ${((100 * hybrid.cost) / silero.cost).toFixed(0)} %`,
  holds: hybrid.cost <= HYBRID_CPU * silero.cost,
});
