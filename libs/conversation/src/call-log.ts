import type { CallReport, Millis } from '@app/core';

/** Latencies kept for the report of a call; the oldest go first. */
const KEPT = 1000;

/** Counts what the report at the end of a call tells. */
export class CallLog {
  private turns = 0;
  private interruptions = 0;
  private cacheHits = 0;
  private readonly firstAudioMs: Millis[] = [];
  private readonly endpointingMs: Millis[] = [];

  /** @param before what was counted of this call until it was lost */
  constructor(before: CallReport | null = null) {
    if (!before) return;
    this.turns = before.turns;
    this.interruptions = before.interruptions;
    this.cacheHits = before.cacheHits;
    this.firstAudioMs.push(...before.latencies.firstAudioMs);
    this.endpointingMs.push(...before.latencies.endpointingMs);
  }

  turnCommitted(): void {
    this.turns++;
  }

  /** The newest turn turned out to be part of another. */
  turnRetracted(): void {
    this.turns--;
  }

  interrupted(): void {
    this.interruptions++;
  }

  answeredFromCache(): void {
    this.cacheHits++;
  }

  firstAudio(ms: Millis): void {
    keep(this.firstAudioMs, ms);
  }

  endpointed(ms: Millis): void {
    keep(this.endpointingMs, ms);
  }

  get turnCount(): number {
    return this.turns;
  }

  report(durationMs: Millis): CallReport {
    return {
      durationMs: Math.round(durationMs),
      turns: this.turns,
      interruptions: this.interruptions,
      cacheHits: this.cacheHits,
      latencies: { firstAudioMs: [...this.firstAudioMs], endpointingMs: [...this.endpointingMs] },
    };
  }
}

function keep(list: Millis[], ms: Millis): void {
  list.push(Math.round(ms));
  if (list.length > KEPT) list.shift();
}
