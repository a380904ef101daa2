import { Tally } from '../../../load/driver/tally';
import type { Measured } from '../../../load/run/measured';

interface Seen extends Partial<Omit<Measured, 'latencies' | 'counts'>> {
  /** From the endpoint to the first audio, and from the last sound, of each turn, ms. */
  readonly turnMs?: number;
  readonly voiceToVoiceMs?: number;
  readonly turns?: number;
  readonly driverLateMs?: number;
  readonly longGaps?: number;
}

/** A step in which everything is as it should be, but for what is said. */
export function measured({
  turnMs = 150,
  voiceToVoiceMs = 550,
  turns = 100,
  driverLateMs = 1,
  longGaps = 0,
  ...rest
}: Seen = {}): Measured {
  const tally = new Tally();
  for (let turn = 0; turn < turns; turn++) {
    tally.latencies.turn.record(turnMs);
    tally.latencies.voiceToVoice.record(voiceToVoiceMs);
  }
  tally.latencies.driverLate.record(driverLateMs);
  Object.assign(tally.counts, { turns, answered: turns, framesIn: 1000, framesOut: 1000, longGaps });
  const calls = rest.calls ?? 50;
  return {
    calls,
    live: calls,
    seconds: 30,
    cpu: 0.5,
    cpuPerCall: 0.5 / calls,
    rssMb: 200,
    rssIdleMb: 130,
    handles: 40,
    loopLagP99: 2,
    ...tally.result,
    moments: [],
    ...rest,
  };
}
