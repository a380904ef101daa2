import type { LoopLag } from '@app/health';
import type { AdmissionGate, AdmissionRefusal } from '../admission';

/** About a second of them: fewer say nothing, as after the start. */
const ENOUGH_SAMPLES = 100;

/** Takes no call while the event loop is so late that the calls there are can hear it. */
export class LoopGate implements AdmissionGate {
  /** @param maxLagMs P99; 0: never too late */
  constructor(
    private readonly lag: Pick<LoopLag, 'read' | 'samples'>,
    private readonly maxLagMs: number,
  ) {}

  refusal(): AdmissionRefusal | null {
    if (this.maxLagMs === 0 || this.lag.samples < ENOUGH_SAMPLES) return null;
    const { p99Ms } = this.lag.read();
    if (p99Ms <= this.maxLagMs) return null;
    const message = `the event loop is ${p99Ms} ms late`;
    return { status: 503, reason: 'overloaded', message, retryAfterMs: 10_000 };
  }

  taken(): void {}
}
