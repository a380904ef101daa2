import { randomUUID } from 'node:crypto';
import type { Millis } from '@app/core';
import { usualDelay } from '../control/settings';
import { Answer } from '../faults/answer';
import type { Outlet } from '../faults/answer';
import type { Fault, PhraseFault, Stage } from '../faults/fault';
import { formatBinary } from '../wire/binary-message';
import { formatText } from '../wire/text-message';
import type { Emulation } from './emulation';
import { Timers } from './timers';

/** The handshake of a Speech connection. */
export interface Visit {
  /** As the client names it, or as the emulator does where it does not. */
  readonly connection: string;
  readonly service: 'stt' | 'tts';
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The client at the other end of a Speech connection. */
export class SpeechPeer {
  readonly timers: Timers;

  constructor(
    readonly visit: Visit,
    readonly emulation: Emulation,
    private readonly outlet: Outlet,
  ) {
    this.timers = new Timers(emulation.clock);
  }

  /** The stream of answers to one request, with the faults that strike it. */
  answer(faults: readonly Fault[]): Answer {
    return new Answer(this.outlet, this.timers, faults);
  }

  streamFaults(): readonly Fault[] {
    return this.emulation.faults.claim('stream', this.visit);
  }

  phraseFaults(): readonly PhraseFault[] {
    return this.emulation.faults.claim('phrase', this.visit);
  }

  delay(stage: Stage): Millis {
    const { faults, settings } = this.emulation;
    return faults.delay(stage, usualDelay(settings, stage), this.visit);
  }

  text(answer: Answer, request: string, path: string, body: object): void {
    answer.send({
      data: formatText(path, request, body),
      misnamed: () => formatText(path, randomId(), body),
    });
    if (!answer.over) this.log('sent', request, { path, body });
  }

  audio(
    answer: Answer,
    request: string,
    streamId: string,
    type: string,
    payload: Uint8Array,
    ms: Millis,
  ): void {
    answer.send({
      data: formatBinary('audio', request, streamId, type, payload),
      audioMs: ms,
      misnamed: () => formatBinary('audio', randomId(), streamId, type, payload),
    });
  }

  /** Ends the connection in order. */
  close(code: number, reason: string): void {
    this.outlet.close(code, reason);
  }

  log(event: string, request: string | null, detail: object): void {
    const { service, connection } = this.visit;
    this.emulation.log.add({ service, connection, request, event, detail });
  }
}

/** Without dashes, in upper case, as the service writes ids. */
export const randomId = (): string => randomUUID().replaceAll('-', '').toUpperCase();
