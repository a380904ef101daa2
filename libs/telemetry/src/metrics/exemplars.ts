import { Injectable } from '@nestjs/common';
import { LATENCY_BUCKETS } from './latency-buckets';

type Labels = Readonly<Partial<Record<string, string | number>>>;

/** One value of a bucket, and the trace in which to look why. */
export interface Exemplar {
  readonly traceId: string;
  readonly value: number;
  /** Epoch s. */
  readonly timestamp: number;
}

const bucketOf = (seconds: number): string =>
  String(LATENCY_BUCKETS.find(bound => seconds <= bound) ?? '+Inf');

const keyOf = (metric: string, labels: Labels, le: string): string => {
  const names = Object.keys(labels).filter(name => name !== 'le');
  return [metric, le, ...names.sort().map(name => `${name}=${labels[name]}`)].join('|');
};

/**
 * The last traced value of each bucket of the latency histograms. Prom-client keeps exemplars only in a registry that
 * speaks nothing but OpenMetrics. Bounded by the labels, which are.
 */
@Injectable()
export class Exemplars {
  private readonly kept = new Map<string, Exemplar>();

  /** @param traceId of the call; null, where it is not traced, notes nothing */
  note(metric: string, labels: Labels, seconds: number, traceId: string | null): void {
    if (traceId === null) return;
    const exemplar = { traceId, value: seconds, timestamp: Date.now() / 1000 };
    this.kept.set(keyOf(metric, labels, bucketOf(seconds)), exemplar);
  }

  /** @param labels of a bucket, `le` among them */
  of(metric: string, labels: Labels): Exemplar | null {
    return this.kept.get(keyOf(metric, labels, String(labels['le']))) ?? null;
  }
}
