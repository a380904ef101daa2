import { Injectable } from '@nestjs/common';
import { ProviderError, raceAbort } from '@app/core';
import type { CallId, Clock, Millis, VoiceError } from '@app/core';

export const faultyStages = ['speech_to_text', 'ai_generation', 'text_to_speech'] as const;
export const faultKinds = ['delay', 'fail', 'garble'] as const;

/** What is done on purpose to one stage of one call, to see how the service and a caller take it. */
export interface Fault {
  readonly stage: (typeof faultyStages)[number];
  readonly kind: (typeof faultKinds)[number];
  /** Of `delay`. */
  readonly delayMs: Millis;
}

/** Calls that can have faults at once. */
const MOST_CALLS = 100;

export class TooManyFaultyCallsError extends Error {}

/** The faults of calls, as operators ordered them. Nothing is done to any other call. */
@Injectable()
export class Faults {
  private readonly ordered = new Map<CallId, readonly Fault[]>();

  /** @param faults in place of those the call has; none: it is left alone again. @throws TooManyFaultyCallsError */
  order(callId: CallId, faults: readonly Fault[]): void {
    if (faults.length === 0) this.ordered.delete(callId);
    else if (!this.ordered.has(callId) && this.ordered.size >= MOST_CALLS)
      throw new TooManyFaultyCallsError(
        `${MOST_CALLS} calls have faults already: lift those of another first`,
      );
    else this.ordered.set(callId, faults);
  }

  forget(callId: CallId): void {
    this.ordered.delete(callId);
  }

  of(callId: CallId, stage: Fault['stage'], kind: Fault['kind']): Fault | null {
    if (this.ordered.size === 0) return null;
    return this.ordered.get(callId)?.find(fault => fault.stage === stage && fault.kind === kind) ?? null;
  }

  /** Waits, or fails, as was ordered. @throws ProviderError */
  async before(callId: CallId, stage: Fault['stage'], clock: Clock, signal: AbortSignal): Promise<void> {
    const delay = this.of(callId, stage, 'delay');
    if (delay) await pause(clock, delay.delayMs, signal);
    if (this.of(callId, stage, 'fail')) throw failureOf(stage);
  }
}

export const failureOf = (stage: Fault['stage']): VoiceError =>
  new ProviderError('fault', 'transient', `${stage} fails by order of an operator`);

async function pause(clock: Clock, ms: Millis, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, resolve);
  await raceAbort(promise, signal).finally(() => timer.cancel());
}

/** Words that are none: as long as those that were meant. */
export const garbled = (text: string): string => text.replaceAll(/[\p{L}\p{N}]/gu, 'x');
