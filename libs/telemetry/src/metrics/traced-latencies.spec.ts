import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { register } from 'prom-client';
import { FakeTextToSpeech, FakeReplyEngine, VirtualClock } from '@app/testing';
import { defaultSettings, noDeadline, unhurried } from '@app/core';
import type { CallId, Scope, TurnId } from '@app/core';
import { CallBindings } from '../logging/call-bindings';
import { CallTelemetry } from '../call-telemetry';
import { TelemetryModule } from '../telemetry.module';
import { WatchedReplyEngine } from '../watched/watched-reply-engine';
import { WatchedTextToSpeech } from '../watched/watched-text-to-speech';
import { AskMetrics } from './ask-metrics';
import { CallMetrics } from './call-metrics';
import { Exemplars } from './exemplars';
import { GuardMetrics } from './guard-metrics';
import { MetricsObserver } from './metrics-observer';
import { openMetrics } from './open-metrics';
import { StageMetrics } from './stage-metrics';
import { TurnMetrics } from './turn-metrics';

const CALL = 'call-1' as CallId;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('The latencies of a traced call', () => {
  let module: TestingModule;

  beforeEach(async () => {
    module = await Test.createTestingModule({
      imports: [TelemetryModule.forRootAsync({ useFactory: () => ({ targets: {}, processingStages: [] }) })],
    }).compile();
    module.get(CallBindings).bind(CALL, () => ({ traceId: TRACE }));
  });

  afterEach(() => module.close());

  /** Histograms that lead to the trace of the call. */
  const leading = async (): Promise<string[]> => {
    const lines = (await openMetrics(register, module.get(Exemplars))).split('\n');
    const traced = lines.filter(line => line.includes(`trace_id="${TRACE}"`));
    return [...new Set(traced.map(line => line.slice(0, line.indexOf('_bucket'))))].sort();
  };

  it('lead to its trace, whichever of them is looked at', async () => {
    const call = new MetricsObserver(
      module.get(StageMetrics),
      module.get(TurnMetrics),
      module.get(CallMetrics),
      TRACE,
    );
    call.stage('ai_generation', 900, 'ok', 'azure-openai');
    call.firstAudio('call-1:1' as TurnId, 640, 1090);
    call.endpointing(450, 'question');
    call.bargeIn(180);
    module.get(GuardMetrics).firstItem('ai', 'azure-openai', 700, CALL);
    const clock = new VirtualClock();
    const scope: Scope = { callId: CALL, signal: new AbortController().signal, deadline: noDeadline };
    const engine = new WatchedReplyEngine(
      new FakeReplyEngine(clock),
      clock,
      module.get(AskMetrics),
      module.get(CallTelemetry),
    );
    const voice = new WatchedTextToSpeech(new FakeTextToSpeech(clock), clock, module.get(AskMetrics));
    const question = { kind: 'text', text: 'hello' } as const;
    const request = { ...unhurried, input: question, turn: 1, history: [], settings: defaultSettings };
    for await (const event of engine.reply(request, scope)) expect(event.type).toBe('text');
    const sentence = { text: 'Hello.', language: 'en-US', voice: null, sampleRate: 16_000 };
    for await (const part of voice.synthesize(sentence, scope)) expect(part.type).not.toBe('encoded');
    expect(await leading()).toEqual([
      'realtime_barge_in_stop_seconds',
      'realtime_endpointing_seconds',
      'realtime_first_audio_seconds',
      'realtime_provider_first_item_seconds',
      'realtime_stage_latency_seconds',
      'realtime_ttfb_seconds',
      'realtime_ttft_seconds',
      'realtime_voice_to_voice_seconds',
    ]);
  });

  it('of an untraced one lead nowhere', async () => {
    module.get(GuardMetrics).firstItem('ai', 'azure-openai', 700, 'call-2' as CallId);
    expect(await leading()).toEqual([]);
  });
});
