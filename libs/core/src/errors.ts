/** An error that is part of a port's contract: it has a stable code and says whether trying again can help. */
export abstract class VoiceError extends Error {
  abstract readonly code: string;
  abstract readonly retryable: boolean;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What can go wrong with a provider, whichever it is. */
export type ProviderFault =
  'auth' | 'quota' | 'busy' | 'transient' | 'protocol' | 'timeout' | 'unsupported' | 'unavailable';

const RETRYABLE: ReadonlySet<ProviderFault> = new Set(['quota', 'busy', 'transient', 'timeout']);

export class ProviderError extends VoiceError {
  readonly code: `provider_${ProviderFault}`;
  readonly retryable: boolean;

  constructor(
    readonly provider: string,
    readonly fault: ProviderFault,
    message: string,
    options?: ErrorOptions & { retryAfterMs?: number },
  ) {
    super(message, options);
    this.code = `provider_${fault}`;
    this.retryable = RETRYABLE.has(fault);
    this.retryAfterMs = options?.retryAfterMs ?? null;
  }

  /** How long the provider asked us to wait, in ms; null when it did not say. */
  readonly retryAfterMs: number | null;
}

/** The provider has no voice for the language asked for: the reply stays text. */
export class VoiceUnavailableError extends VoiceError {
  readonly code = 'voice_unavailable';
  readonly retryable = false;
}

/** Thrown into work whose turn or call is over. Not a failure: it is never reported as one. */
export class CancelledError extends VoiceError {
  readonly code = 'cancelled';
  readonly retryable = false;
}

/** A limit in time was reached. */
export class DeadlineError extends VoiceError {
  readonly code = 'deadline_exceeded';
  readonly retryable = true;
}

/** Wraps whatever was thrown, so that code above the ports only ever sees VoiceErrors. */
export function toVoiceError(provider: string, thrown: unknown): VoiceError {
  if (thrown instanceof VoiceError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ProviderError(provider, 'transient', message, { cause: thrown });
}
