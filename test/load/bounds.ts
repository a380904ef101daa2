import type { ProviderName } from './processes/providers';

/** No turn waits longer for its end: ENDPOINTING_SILENCE_MS as delivered. */
const SILENCE_MS = 500;

/** What the service promises under load, on one core. */
export const bounds = {
  /** Calls at once, each of them served as `served` says. */
  calls: { simulated: 300, azure: 150 } satisfies Record<ProviderName, number>,
  /** CPU of a call, in those of the same frames on a bare `ws` server. */
  overFloor: { simulated: 2, azure: 3.5 } satisfies Record<ProviderName, number>,
  /** The same of a short run of few calls, which everything that is not theirs is a larger part of: what doubles breaks it. */
  shortOverFloor: { simulated: 5, azure: 10 } satisfies Record<ProviderName, number>,
  served: {
    /** From the endpoint to the first audio, P95, ms. */
    turnMs: 800,
    /** From the caller's last sound to the first audio, as the caller hears it, P95: the silence that ends a turn comes on top, ms. */
    voiceToVoiceMs: 800 + SILENCE_MS,
    /** The part of it before the endpoint, between the medians; what waits to be read comes on top of the silence, ms. */
    endpointMs: SILENCE_MS + 100,
    /** Frames of replies that came after a silence of more than 60 ms, 0–1. */
    longGaps: 0.001,
    /** P99, ms. */
    loopLagMs: 20,
  },
  latency: {
    /** Added to what the providers take, from the endpoint to the first audio, ms. */
    ownP50Ms: 3,
    ownP99Ms: 20,
    /** From the endpoint to the first audio with the delays of the standard run, P95, ms. */
    turnMs: 490,
    /** From the caller's last sound to the first audio, answered ahead, P95, ms. */
    voiceToVoiceMs: 620,
    /** The same, where the answer begins with an opener that was spoken before, ms. */
    openerMs: 500,
    /** Of the turns that were answered while the caller still spoke, 0–1. */
    cutIn: 0.03,
    /** A turn whose answer and sound are cached, from the endpoint, P95, ms. */
    cachedMs: 30,
  },
  memory: {
    /** Resident, providers of Azure, before the first call, MB. */
    baseMb: 150,
    /** Resident, that a call adds, without the SDK's recogniser, MB. */
    perCallMb: 0.35,
    /** On the heap, that a call leaves behind: nothing within an error that may be no larger, kB. */
    leftErrorKb: 1,
    /** The same of a short run, in which the heap still warms up: a call that is kept whole is more, kB. */
    shortLeftKb: 40,
    /** That the heap grows by while calls come and go for a few minutes: nothing within an error no larger, MB an hour. */
    growthErrorMbPerHour: 40,
  },
  connections: { idle: 10_000, rssMb: 1024 },
  readyMs: 1500,
  soak: {
    /** What a heap all of whose garbage was collected grows by is nothing within an error that may be no larger, MB an hour. */
    growthErrorMbPerHour: 10,
    /** From the first sound of who talks over an answer to the last of that answer, P95, ms. */
    bargeInStopMs: 500,
    /** A line with losses and callers who talk over answers leave some turns without one, 0–1. */
    unanswered: 0.02,
  },
  /** CPU of the service that telemetry adds with 100 calls, 0–1. */
  telemetry: 0.05,
} as const;
