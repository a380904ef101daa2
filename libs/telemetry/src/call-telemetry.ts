import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { systemClock } from '@app/core';
import type { CallId, CallObserver, ReplyEngine, SpeechToText, TextToSpeech } from '@app/core';
import { CALL_LOG } from './call-log/call-log';
import type { CallLog } from './call-log/call-log';
import { combineObservers } from './combine-observers';
import { Faults } from './faults/faults';
import { FaultyReplyEngine, FaultyTextToSpeech } from './faults/faulty-ports';
import { FaultySpeechToText } from './faults/faulty-speech-to-text';
import { FollowedCall } from './followed-call';
import { LatencyObserver } from './latency/latency-observer';
import { BoundCall } from './logging/bound-call';
import { CallBindings } from './logging/call-bindings';
import { callLines } from './logging/call-lines';
import { DebugObserver } from './logging/debug-observer';
import { LogLevel } from './logging/log-level';
import { AskMetrics } from './metrics/ask-metrics';
import { CallMetrics } from './metrics/call-metrics';
import { MetricsObserver } from './metrics/metrics-observer';
import { StageMetrics } from './metrics/stage-metrics';
import { TurnMetrics } from './metrics/turn-metrics';
import { PerformanceMonitor } from './performance/performance-monitor';
import { TELEMETRY_OPTIONS } from './telemetry-options';
import type { TelemetryOptions } from './telemetry-options';
import { TRACING } from './tracing/tracing';
import type { AskedTracing, TracedCall, Tracing } from './tracing/tracing';
import { watchObserver } from './turns/watch-observer';
import { WatchedReplyEngine } from './watched/watched-reply-engine';
import { WatchedTextToSpeech } from './watched/watched-text-to-speech';

/** Watches one call. */
export interface CallWatch extends CallObserver {
  /** The first message named the call. */
  renamed(callId: CallId): void;
}

/** Where calls get the observer that feeds everything there is to know of them. What is off costs nothing. */
@Injectable()
export class CallTelemetry implements OnApplicationShutdown {
  private readonly followed = new Map<CallId, FollowedCall>();
  private readonly counting: boolean;

  constructor(
    private readonly stages: StageMetrics,
    private readonly turns: TurnMetrics,
    private readonly calls: CallMetrics,
    private readonly performance: PerformanceMonitor,
    private readonly asks: AskMetrics,
    private readonly bindings: CallBindings,
    private readonly faults: Faults,
    private readonly level: LogLevel,
    @Inject(TRACING) private readonly tracing: Tracing | null,
    @Inject(CALL_LOG) private readonly log: CallLog | null,
    @Inject(TELEMETRY_OPTIONS) { callMetrics = true }: TelemetryOptions,
  ) {
    this.counting = callMetrics;
  }

  /** One for each call, when it begins; it counts as live until it is told `ended`. */
  observe(told: TracedCall): CallWatch {
    const call = { ...told };
    const followed = this.follow(call);
    const traceId = followed?.traceId ?? null;
    const bound = new BoundCall(call.callId, traceId, this.bindings);
    const observers: CallObserver[] = [
      new LatencyObserver(this.performance),
      new DebugObserver(call, this.level),
      callLines(call),
      watchObserver({ ended: () => this.faults.forget(call.callId) }),
    ];
    if (this.counting) observers.unshift(new MetricsObserver(this.stages, this.turns, this.calls, traceId));
    if (followed) observers.push(followed.observer);
    const renamed = (callId: CallId): void => {
      call.callId = callId;
      bound.rename(callId);
      followed?.renamed(callId);
      if (followed) this.followed.set(callId, followed);
    };
    return { ...combineObservers(...observers, bound.observer), renamed };
  }

  /** Calls that are traced or written down at the moment. */
  get following(): number {
    return this.followed.size;
  }

  /** The same engine, watched: for the conversations. */
  watchReplies(engine: ReplyEngine): ReplyEngine {
    const faulty = new FaultyReplyEngine(engine, this.faults, systemClock);
    return new WatchedReplyEngine(faulty, systemClock, this.asks, this);
  }

  /** The same recogniser, which an operator can make fail in one call: for the conversations. */
  watchListening(recogniser: SpeechToText): SpeechToText {
    return new FaultySpeechToText(recogniser, this.faults, systemClock);
  }

  /** The same voice, watched: for the conversations. */
  watchVoice(voice: TextToSpeech): TextToSpeech {
    const faulty = new FaultyTextToSpeech(voice, this.faults, systemClock);
    return new WatchedTextToSpeech(faulty, systemClock, this.asks);
  }

  /** The span of an answer that is asked for; null where the call is not traced. */
  asked(callId: CallId, engine: string, tentative: boolean): AskedTracing | null {
    return this.followed.get(callId)?.asked(engine, tentative) ?? null;
  }

  /** When no call is left, what was gathered is sent and written. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.tracing?.close(), this.log?.close()]);
  }

  private follow(call: TracedCall): FollowedCall | null {
    if (!this.tracing && !this.log) return null;
    const { callId } = call;
    const tracing = this.tracing?.begin(call) ?? null;
    const followed = new FollowedCall(call, systemClock, tracing, this.log, () => {
      for (const name of [callId, call.callId])
        if (this.followed.get(name) === followed) this.followed.delete(name);
    });
    this.followed.set(callId, followed);
    return followed;
  }
}
