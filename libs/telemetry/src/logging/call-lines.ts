import { Logger } from '@nestjs/common';
import type { CallId, CallObserver } from '@app/core';
import { watchObserver } from '../turns/watch-observer';

/** The part of the service that tells how calls go: `DEBUG=realtime-processor:call` has it tell every step. */
export const CALL_PART = 'call';

const log = new Logger(CALL_PART);

/** Writes into the log what is told of every call: what went wrong in it, by its code alone, and how it ended. */
export const callLines = (call: { readonly callId: CallId }): CallObserver =>
  watchObserver({
    event: event => {
      const { callId } = call;
      if (event.type === 'problem') log.warn({ callId, code: event.code, msg: 'problem' });
      if (event.type !== 'ended') return;
      const { reason, report } = event;
      const durationMs = Math.round(report.durationMs);
      log.log({ callId, reason, durationMs, turns: report.turns, msg: 'call ended' });
    },
  });
