import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { Millis, Outcome } from '@app/core';
import { ENDPOINTING, FIRST_AUDIO, INTERRUPTIONS, TURNS, VOICE_TO_VOICE } from './metric-names';

const OUTCOMES: readonly Outcome[] = ['ok', 'error', 'timeout', 'cancelled'];

/** How turns went. */
@Injectable()
export class TurnMetrics {
  constructor(
    @InjectMetric(FIRST_AUDIO) private readonly sinceEndpoint: Histogram,
    @InjectMetric(VOICE_TO_VOICE) private readonly voiceToVoice: Histogram,
    @InjectMetric(ENDPOINTING) private readonly endpointingDelay: Histogram,
    @InjectMetric(TURNS) private readonly turns: Counter<'outcome'>,
    @InjectMetric(INTERRUPTIONS) private readonly interruptions: Counter<'kind'>,
  ) {
    for (const outcome of OUTCOMES) turns.inc({ outcome }, 0);
    for (const kind of ['real', 'false']) interruptions.inc({ kind }, 0);
  }

  firstAudio(sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null): void {
    this.sinceEndpoint.observe(sinceEndpointMs / 1000);
    if (voiceToVoiceMs !== null) this.voiceToVoice.observe(voiceToVoiceMs / 1000);
  }

  endpointing(delayMs: Millis): void {
    this.endpointingDelay.observe(delayMs / 1000);
  }

  ended(outcome: Outcome): void {
    this.turns.inc({ outcome });
  }

  interrupted(kind: 'real' | 'false'): void {
    this.interruptions.inc({ kind });
  }
}
