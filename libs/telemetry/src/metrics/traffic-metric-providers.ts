import type { Provider } from '@nestjs/common';
import { makeCounterProvider } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import * as names from './metric-names';
import { TrafficCounts } from './traffic-counts';
import type { TrafficCount } from './traffic-counts';

const counter = (name: string, help: string, count: TrafficCount): Provider =>
  makeCounterProvider({
    name,
    help,
    inject: [TrafficCounts],
    collect(this: Counter, traffic: TrafficCounts) {
      this.inc(traffic.take(count));
    },
  });

/** Counted by plain additions where frames pass, and written down when they are scraped. */
export const trafficMetricProviders: readonly Provider[] = [
  counter(names.FRAMES_IN, 'Frames of caller audio heard', 'framesIn'),
  counter(names.FRAMES_OUT, 'Frames of reply audio sent', 'framesOut'),
  counter(names.FRAMES_DROPPED, 'Chunks of caller audio thrown away, repeated or too late', 'framesDropped'),
  counter(names.FRAMES_LATE, 'Frames of reply audio that came after a gap', 'framesLate'),
  counter(names.MESSAGES_IN, 'Messages of clients', 'messagesIn'),
  counter(names.MESSAGES_OUT, 'Messages to clients, frames of audio among them', 'messagesOut'),
  counter(names.BYTES_IN, 'Bytes of the messages of clients', 'bytesIn'),
  counter(names.BYTES_OUT, 'Bytes of the messages to clients', 'bytesOut'),
];
