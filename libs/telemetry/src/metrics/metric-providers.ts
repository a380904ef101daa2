import type { Provider } from '@nestjs/common';
import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { CacheSizes, MEMORY } from './cache-metrics';
import { LATENCY_BUCKETS } from './latency-buckets';
import * as names from './metric-names';
import { serviceMetricProviders } from './service-metric-providers';
import { trafficMetricProviders } from './traffic-metric-providers';

/** Seconds, from a probe to a long talk. */
const CALL_BUCKETS = [1, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];

export const metricProviders: readonly Provider[] = [
  makeHistogramProvider({
    name: names.STAGE_LATENCY,
    help: 'Own duration of a stage of a turn',
    labelNames: ['stage', 'provider', 'outcome'],
    buckets: [...LATENCY_BUCKETS],
  }),
  makeCounterProvider({
    name: names.STAGE_BUDGET_EXCEEDED,
    help: 'Stages that took longer than their target',
    labelNames: ['stage'],
  }),
  makeCounterProvider({ name: names.ERRORS, help: 'Errors by code', labelNames: ['code'] }),
  makeHistogramProvider({
    name: names.FIRST_AUDIO,
    help: 'Latency from the end of speech as decided to the first reply audio',
    buckets: [...LATENCY_BUCKETS],
  }),
  makeHistogramProvider({
    name: names.VOICE_TO_VOICE,
    help: 'Latency from the last sound of the caller to the first reply audio',
    buckets: [...LATENCY_BUCKETS],
  }),
  makeHistogramProvider({
    name: names.ENDPOINTING,
    help: 'Latency from the last sound of the caller to the decision that the turn ended',
    buckets: [...LATENCY_BUCKETS],
  }),
  makeCounterProvider({
    name: names.ENDPOINTS,
    help: 'Ends of turns, by what made the wait for them this long',
    labelNames: ['reason'],
  }),
  makeCounterProvider({
    name: names.SPECULATIONS,
    help: 'Answers begun before their turn was committed: used, or thrown away',
    labelNames: ['outcome'],
  }),
  makeHistogramProvider({
    name: names.SPECULATION_SAVED,
    help: 'How far ahead of its turn a speculation was that was used',
    buckets: [...LATENCY_BUCKETS],
  }),
  makeHistogramProvider({
    name: names.BARGE_IN_STOP,
    help: 'From the first sound of a caller over a reply to the reply falling silent',
    buckets: [...LATENCY_BUCKETS],
  }),
  makeHistogramProvider({
    name: names.FIRST_TOKEN,
    help: 'From asking for an answer to its first words, by where they are from',
    labelNames: ['source'],
    buckets: [...LATENCY_BUCKETS],
  }),
  makeHistogramProvider({
    name: names.FIRST_BYTE,
    help: 'From asking for the sound of a sentence to its first audio',
    labelNames: ['provider'],
    buckets: [...LATENCY_BUCKETS],
  }),
  makeCounterProvider({
    name: names.REPLY_TOKENS,
    help: 'Tokens that models say they have read and written',
    labelNames: ['direction'],
  }),
  makeCounterProvider({
    name: names.REPLY_PARTS,
    help: 'Parts of replies that went out, by where their words are from',
    labelNames: ['source'],
  }),
  makeCounterProvider({ name: names.DEAD_AIR, help: 'Silences in which the assistant should have spoken' }),
  makeCounterProvider({ name: names.TURNS, help: 'Turns of callers by outcome', labelNames: ['outcome'] }),
  makeCounterProvider({ name: names.INTERRUPTIONS, help: 'Speech over a reply', labelNames: ['kind'] }),
  makeGaugeProvider({ name: names.CALLS_ACTIVE, help: 'Live calls' }),
  makeCounterProvider({ name: names.CALLS, help: 'Ended calls', labelNames: ['end_reason'] }),
  makeCounterProvider({ name: names.CALLS_RESUMED, help: 'Calls that were lost and went on here' }),
  makeGaugeProvider({ name: names.DRAIN_CALLS_LEFT, help: 'Calls that a drain still waits for' }),
  makeCounterProvider({
    name: names.DRAIN_CALLS_CUT,
    help: 'Calls that a drain cut: in a turn, or with no way to go on',
  }),
  makeHistogramProvider({ name: names.CALL_DURATION, help: 'Length of ended calls', buckets: CALL_BUCKETS }),
  makeCounterProvider({
    name: names.REFUSALS,
    help: 'Calls that were not let in, by the code of the refusal',
    labelNames: ['code'],
  }),
  makeCounterProvider({
    name: names.RATE_LIMITED,
    help: 'Requests, handshakes and connections over a limit',
    labelNames: ['limit'],
  }),
  makeCounterProvider({
    name: names.CACHE_HITS,
    help: 'What was found in a cache',
    labelNames: ['level', 'namespace'],
  }),
  makeCounterProvider({
    name: names.CACHE_MISSES,
    help: 'What was not found in a cache',
    labelNames: ['level', 'namespace'],
  }),
  makeCounterProvider({
    name: names.CACHE_EVICTIONS,
    help: 'What had to make room',
    labelNames: ['level', 'namespace'],
  }),
  makeCounterProvider({
    name: names.CACHE_TROUBLES,
    help: 'How often Redis was of no use to a cache, by what was the matter',
    labelNames: ['namespace', 'kind'],
  }),
  makeGaugeProvider({
    name: names.CACHE_SIZE_ENTRIES,
    help: 'What is cached, entries',
    labelNames: ['level', 'namespace'],
    inject: [CacheSizes],
    collect(this: Gauge<'level' | 'namespace'>, sizes: CacheSizes) {
      sizes.read('entries', (namespace, entries) => this.set({ level: MEMORY, namespace }, entries));
    },
  }),
  makeGaugeProvider({
    name: names.CACHE_SIZE_BYTES,
    help: 'What is cached, bytes',
    labelNames: ['level', 'namespace'],
    inject: [CacheSizes],
    collect(this: Gauge<'level' | 'namespace'>, sizes: CacheSizes) {
      sizes.read('bytes', (namespace, bytes) => this.set({ level: MEMORY, namespace }, bytes));
    },
  }),
  ...trafficMetricProviders,
  ...serviceMetricProviders,
  makeCounterProvider({
    name: names.PROVIDER_ATTEMPTS,
    help: 'Questions to providers, by how they went; refused: the breaker was open',
    labelNames: ['kind', 'provider', 'outcome'],
  }),
  makeHistogramProvider({
    name: names.PROVIDER_FIRST_ITEM,
    help: 'From a question to the first word or sound of the provider',
    labelNames: ['kind', 'provider'],
    buckets: [...LATENCY_BUCKETS],
  }),
  makeCounterProvider({
    name: names.PROVIDER_FALLBACKS,
    help: 'Another provider took over, before or in the middle',
    labelNames: ['kind', 'from', 'to'],
  }),
  makeGaugeProvider({
    name: names.BREAKER_STATE,
    help: 'State of a breaker: 0 closed, 1 half-open, 2 open, 3 held open by hand',
    labelNames: ['name'],
    // Of the workers of an instance, the worst.
    aggregator: 'max',
  }),
  makeCounterProvider({
    name: names.BREAKER_OPENS,
    help: 'How often a breaker opened',
    labelNames: ['name'],
  }),
];
