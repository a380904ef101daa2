import type { Provider } from '@nestjs/common';
import { makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import * as names from './metric-names';
import { ServiceGauges } from './service-gauges';

/**
 * What is true of the service at the moment, asked for when metrics are read. Several workers of one instance are added up,
 * unless an aggregator says otherwise.
 */
export const serviceMetricProviders: readonly Provider[] = [
  makeGaugeProvider({
    name: names.QUEUE_SIZE,
    help: 'Turns between their commit and their first sound',
    inject: [ServiceGauges],
    collect(this: Gauge, gauges: ServiceGauges) {
      this.set(gauges.queueSize);
    },
  }),
  makeGaugeProvider({
    name: names.QUEUE_WAITING,
    help: 'What waits until there is room for it',
    labelNames: ['queue'],
    inject: [ServiceGauges],
    collect(this: Gauge<'queue'>, { waiting }: ServiceGauges) {
      for (const [queue, length] of Object.entries(waiting)) this.set({ queue }, length);
    },
  }),
  makeGaugeProvider({
    name: names.UNSENT_BYTES,
    help: 'Bytes for live calls that have not left yet',
    inject: [ServiceGauges],
    collect(this: Gauge, gauges: ServiceGauges) {
      this.set(gauges.unsentBytes);
    },
  }),
  makeGaugeProvider({
    name: names.DRAINING,
    help: '1 while the service is on its way out',
    aggregator: 'max',
    inject: [ServiceGauges],
    collect(this: Gauge, gauges: ServiceGauges) {
      this.set(gauges.draining ? 1 : 0);
    },
  }),
  makeGaugeProvider({
    name: names.DRAIN_OVERDUE,
    help: 'How long the service should have been gone, by DRAIN_TIMEOUT_MS; 0 while it is in time',
    aggregator: 'max',
    inject: [ServiceGauges],
    collect(this: Gauge, gauges: ServiceGauges) {
      this.set(gauges.drainOverdue / 1000);
    },
  }),
  makeGaugeProvider({
    name: names.CAPACITY_LIMIT,
    help: 'How much there is of what calls take a place in',
    labelNames: ['resource'],
    inject: [ServiceGauges],
    collect(this: Gauge<'resource'>, { capacities }: ServiceGauges) {
      for (const [resource, { limit }] of Object.entries(capacities)) this.set({ resource }, limit);
    },
  }),
  makeGaugeProvider({
    name: names.CAPACITY_USED,
    help: 'How much of it is taken',
    labelNames: ['resource'],
    inject: [ServiceGauges],
    collect(this: Gauge<'resource'>, { capacities }: ServiceGauges) {
      for (const [resource, { used }] of Object.entries(capacities)) this.set({ resource }, used);
    },
  }),
  makeGaugeProvider({
    name: names.REDIS_UP,
    help: '1 while Redis answers; no sample where none is used',
    // A gauge without labels would have a sample, 0, where Redis is not used, and raise an alert.
    labelNames: ['role'],
    aggregator: 'min',
    inject: [ServiceGauges],
    collect(this: Gauge<'role'>, { redis }: ServiceGauges) {
      if (redis) this.set({ role: 'shared' }, redis.up ? 1 : 0);
    },
  }),
  makeGaugeProvider({
    name: names.REDIS_CONNECTIONS,
    help: 'Open connections of this instance to Redis',
    inject: [ServiceGauges],
    collect(this: Gauge, { redis }: ServiceGauges) {
      this.set(redis?.connections ?? 0);
    },
  }),
  makeGaugeProvider({
    name: names.LOOP_UTILIZATION,
    help: 'Share of the time since the last scrape in which the event loop was busy, 0-1',
    aggregator: 'average',
    inject: [ServiceGauges],
    collect(this: Gauge, gauges: ServiceGauges) {
      this.set(gauges.loopUtilization());
    },
  }),
  makeGaugeProvider({
    name: names.BUILD_INFO,
    help: 'Always 1; what runs, in its labels',
    labelNames: ['node'],
    aggregator: 'first',
    collect(this: Gauge<'node'>) {
      this.set({ node: process.version }, 1);
    },
  }),
];
