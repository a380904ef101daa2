import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { Millis, Outcome, ReplySource } from '@app/core';
import { replySources } from '@app/core';
import { Exemplars } from './exemplars';
import {
  BARGE_IN_STOP,
  DEAD_AIR,
  ENDPOINTING,
  ENDPOINTS,
  FIRST_AUDIO,
  INTERRUPTIONS,
  REPLY_PARTS,
  SPECULATIONS,
  SPECULATION_SAVED,
  TURNS,
  VOICE_TO_VOICE,
} from './metric-names';

const OUTCOMES: readonly Outcome[] = ['ok', 'error', 'timeout', 'cancelled'];

/** How turns went. */
@Injectable()
export class TurnMetrics {
  constructor(
    @InjectMetric(FIRST_AUDIO) private readonly sinceEndpoint: Histogram,
    @InjectMetric(VOICE_TO_VOICE) private readonly voiceToVoice: Histogram,
    @InjectMetric(ENDPOINTING) private readonly endpointingDelay: Histogram,
    @InjectMetric(ENDPOINTS) private readonly endpoints: Counter<'reason'>,
    @InjectMetric(SPECULATIONS) private readonly speculations: Counter<'outcome'>,
    @InjectMetric(SPECULATION_SAVED) private readonly saved: Histogram,
    @InjectMetric(BARGE_IN_STOP) private readonly bargeInStop: Histogram,
    @InjectMetric(REPLY_PARTS) private readonly parts: Counter<'source'>,
    @InjectMetric(DEAD_AIR) private readonly silences: Counter,
    @InjectMetric(TURNS) private readonly turns: Counter<'outcome'>,
    @InjectMetric(INTERRUPTIONS) private readonly interruptions: Counter<'kind'>,
    private readonly exemplars: Exemplars,
  ) {
    for (const outcome of OUTCOMES) turns.inc({ outcome }, 0);
    for (const outcome of ['hit', 'waste']) speculations.inc({ outcome }, 0);
    for (const kind of ['real', 'false']) interruptions.inc({ kind }, 0);
    for (const source of replySources) parts.inc({ source }, 0);
  }

  /** What an endpointing strategy can say, and has not so far. */
  known(endpointReasons: readonly string[]): void {
    for (const reason of endpointReasons) this.endpoints.inc({ reason }, 0);
  }

  /** @param traceId of the call; null where it is not traced */
  firstAudio(sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null, traceId: string | null): void {
    this.sinceEndpoint.observe(sinceEndpointMs / 1000);
    this.exemplars.note(FIRST_AUDIO, {}, sinceEndpointMs / 1000, traceId);
    if (voiceToVoiceMs === null) return;
    this.voiceToVoice.observe(voiceToVoiceMs / 1000);
    this.exemplars.note(VOICE_TO_VOICE, {}, voiceToVoiceMs / 1000, traceId);
  }

  /** @param reason one of the few an endpointing strategy has */
  endpointing(delayMs: Millis, reason: string, traceId: string | null): void {
    this.endpointingDelay.observe(delayMs / 1000);
    this.exemplars.note(ENDPOINTING, {}, delayMs / 1000, traceId);
    this.endpoints.inc({ reason });
  }

  speculated(outcome: 'hit' | 'waste', savedMs: Millis): void {
    this.speculations.inc({ outcome });
    if (outcome === 'hit') this.saved.observe(savedMs / 1000);
  }

  deadAir(): void {
    this.silences.inc();
  }

  ended(outcome: Outcome): void {
    this.turns.inc({ outcome });
  }

  bargedIn(stopMs: Millis, traceId: string | null): void {
    const seconds = Math.max(0, stopMs) / 1000;
    this.bargeInStop.observe(seconds);
    this.exemplars.note(BARGE_IN_STOP, {}, seconds, traceId);
  }

  partOut(source: ReplySource): void {
    this.parts.inc({ source });
  }

  interrupted(kind: 'real' | 'false'): void {
    this.interruptions.inc({ kind });
  }
}
