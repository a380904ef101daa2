import { Logger } from '@nestjs/common';
import type { CallId, CallScope, Millis, ProviderKind } from '@app/core';
import type { AttemptOutcome, BreakerState } from '@app/resilience';
import { aboutCall } from '@app/telemetry';
import type { GuardMetrics, LogLevel } from '@app/telemetry';
import type { ChainObserver } from './chains';

/** The part of the service that tells how providers answer: `DEBUG=realtime-processor:provider`. */
const PROVIDER_PART = 'provider';

/** The request was at fault, or asked for what this provider has not. */
const HARMLESS: ReadonlySet<string | null> = new Set(['voice_unavailable', 'provider_unsupported']);

/** What providers do, in the metrics and in the log: failures always, with their call and turn; the rest where wanted. */
export class LoggedGuards implements ChainObserver {
  private readonly log = new Logger(PROVIDER_PART);

  constructor(
    private readonly metrics: GuardMetrics,
    private readonly level: Pick<LogLevel, 'debugs'>,
  ) {}

  firstItem(kind: ProviderKind, provider: string, ms: Millis, callId: CallId): void {
    this.metrics.firstItem(kind, provider, ms, callId);
    if (!this.level.debugs(PROVIDER_PART)) return;
    const line = { callId, provider: `${kind}:${provider}`, ms: Math.round(ms) };
    this.log.debug({ ...line, msg: 'a provider began to answer' });
  }

  attempt(
    kind: ProviderKind,
    provider: string,
    outcome: AttemptOutcome,
    about: CallScope,
    code: string | null,
  ): void {
    this.metrics.attempt(kind, provider, outcome);
    const failed = (outcome === 'error' || outcome === 'timeout') && !HARMLESS.has(code);
    if (!failed && !this.level.debugs(PROVIDER_PART)) return;
    const line = { ...aboutCall(about), provider: `${kind}:${provider}`, outcome, code };
    if (failed) this.log.warn({ ...line, msg: 'a provider failed' });
    else this.log.debug({ ...line, msg: 'a provider was asked' });
  }

  fellBack(kind: ProviderKind, from: string, to: string, about: CallScope): void {
    this.metrics.fellBack(kind, from, to);
    if (!this.level.debugs(PROVIDER_PART)) return;
    const line = { ...aboutCall(about), from: `${kind}:${from}`, to: `${kind}:${to}` };
    this.log.debug({ ...line, msg: 'another stands in' });
  }

  breaker(name: string, state: BreakerState): void {
    this.metrics.breaker(name, state);
  }
}
