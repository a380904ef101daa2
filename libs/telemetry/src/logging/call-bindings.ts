import { Injectable } from '@nestjs/common';
import type { CallScope } from '@app/core';

/** What belongs to a line of the log that is about a call. */
export interface CallBinding {
  readonly traceId?: string;
  readonly turnId?: string;
}

const NONE: CallBinding = {};

/** The fields of a line about a call. A turn that is not known is left out: the line has the one that goes on beside it. */
export const aboutCall = ({ callId, turnId }: CallScope): CallScope => ({
  callId,
  ...(turnId !== undefined && { turnId }),
});

/** By call id, what every log line that names the call gets beside it. */
@Injectable()
export class CallBindings {
  private readonly calls = new Map<string, () => CallBinding>();

  bind(callId: string, read: () => CallBinding): void {
    this.calls.set(callId, read);
  }

  release(callId: string, read: () => CallBinding): void {
    if (this.calls.get(callId) === read) this.calls.delete(callId);
  }

  /** Null where the call is not traced. */
  traceOf(callId: string): string | null {
    return this.calls.get(callId)?.().traceId ?? null;
  }

  /** @param fields of the line */
  of(fields: object): CallBinding {
    if (!('callId' in fields) || typeof fields.callId !== 'string') return NONE;
    return this.calls.get(fields.callId)?.() ?? NONE;
  }
}
