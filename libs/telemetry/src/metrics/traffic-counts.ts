import { Injectable } from '@nestjs/common';

/** What is counted of the traffic of all calls. */
export type TrafficCount =
  | 'framesIn'
  | 'framesOut'
  | 'framesDropped'
  | 'framesLate'
  | 'messagesIn'
  | 'messagesOut'
  | 'bytesIn'
  | 'bytesOut';

/**
 * Traffic of all calls. On the per-frame path each is one addition; the Prometheus counters take what has gathered when
 * they are scraped.
 */
@Injectable()
export class TrafficCounts implements Record<TrafficCount, number> {
  /** Of 20 ms; the client may send parts of one. */
  framesIn = 0;
  framesOut = 0;
  /** Audio of callers that was thrown away: repeated, or after what was to follow it. */
  framesDropped = 0;
  /** Frames of replies that left when those before them had been heard: a gap. */
  framesLate = 0;
  messagesIn = 0;
  messagesOut = 0;
  bytesIn = 0;
  bytesOut = 0;

  /** What has gathered since the last time. */
  take(count: TrafficCount): number {
    const gathered = this[count];
    this[count] = 0;
    return gathered;
  }
}
