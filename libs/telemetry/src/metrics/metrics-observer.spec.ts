import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { register } from 'prom-client';
import type { CallId, CallObserver, TurnId } from '@app/core';
import { CallTelemetry } from '../call-telemetry';
import { PerformanceMonitor } from '../performance/performance-monitor';
import { TelemetryModule } from '../telemetry.module';
import { AskMetrics } from './ask-metrics';
import { StageMetrics } from './stage-metrics';
import { TrafficCounts } from './traffic-counts';
import { TurnMetrics } from './turn-metrics';

const TURN = 'call-1:1' as TurnId;

describe('a call watched by the metrics', () => {
  let module: TestingModule;
  let call: CallObserver;

  beforeEach(async () => {
    module = await Test.createTestingModule({
      imports: [
        TelemetryModule.forRootAsync({
          useFactory: () => ({ targets: { ai_generation: 300 }, processingStages: ['denoise'] }),
        }),
      ],
    }).compile();
    call = module
      .get(CallTelemetry)
      .observe({ callId: 'call-1' as CallId, language: 'en-US', traceparent: null });
  });

  afterEach(() => module.close());

  /** The value of one line of the exposition; null when there is none. */
  const value = async (line: string): Promise<number | null> => {
    const lines = (await register.metrics()).split('\n');
    const found = lines.find(text => text.startsWith(`${line} `));
    return found === undefined ? null : Number(found.slice(line.length));
  };

  it('gives each stage its latency in buckets around the targets', async () => {
    call.stage('speech_to_text', 180, 'ok');
    call.stage('speech_to_text', 220, 'ok');
    const bucket = (le: string): string =>
      `realtime_stage_latency_seconds_bucket{le="${le}",stage="speech_to_text",outcome="ok"}`;
    expect([await value(bucket('0.15')), await value(bucket('0.2')), await value(bucket('0.25'))]).toEqual([
      0, 1, 2,
    ]);
  });

  it('says which provider was slow: each has the latency of the stages that it served', async () => {
    call.stage('ai_generation', 90, 'ok', 'script');
    call.stage('ai_generation', 900, 'ok', 'azure-openai');
    call.stage('ai_generation', 3000, 'timeout');
    const count = (labels: string): Promise<number | null> =>
      value(`realtime_stage_latency_seconds_count{stage="ai_generation",${labels}}`);
    expect(await count('provider="script",outcome="ok"')).toBe(1);
    expect(await count('provider="azure-openai",outcome="ok"')).toBe(1);
    expect(await count('outcome="timeout"')).toBe(1);
  });

  it('never has more than 32 providers, however many there are', async () => {
    for (let n = 0; n < 100; n++) call.stage('ai_generation', 1, 'ok', `provider-${n}`);
    const lines = (await register.metrics())
      .split('\n')
      .filter(line => /^realtime_stage_latency_seconds_count\{.*provider=/.test(line));
    expect(lines).toHaveLength(33);
  });

  it('has what is known beforehand from the start, so that the first of it is a rise', async () => {
    module.get(StageMetrics).servedBy('text_to_speech', ['azure']);
    module.get(TurnMetrics).known(['caller-pace']);
    module.get(AskMetrics).known(['azure']);
    const zero = (metric: string, labels: string): Promise<number | null> => value(`${metric}{${labels}}`);
    for (const labels of [
      'stage="ai_generation",outcome="timeout"',
      'stage="denoise",outcome="cancelled"',
      'stage="text_to_speech",provider="azure",outcome="ok"',
      'stage="text_to_speech",provider="cache",outcome="ok"',
    ])
      expect([labels, await zero('realtime_stage_latency_seconds_count', labels)]).toEqual([labels, 0]);
    expect(await zero('realtime_endpoints_total', 'reason="caller-pace"')).toBe(0);
    expect(await zero('realtime_ttfb_seconds_count', 'provider="azure"')).toBe(0);
    expect(await zero('realtime_ttfb_seconds_count', 'provider="cache"')).toBe(0);
  });

  it('counts a turn’s stage over its target, and a processing stage that says it was late', async () => {
    call.stage('ai_generation', 300, 'ok');
    call.stage('ai_generation', 301, 'ok');
    call.stage('speech_to_text', 9000, 'ok');
    call.stage('denoise', 40, 'timeout');
    const exceeded = (stage: string): Promise<number | null> =>
      value(`realtime_stage_budget_exceeded_total{stage="${stage}"}`);
    expect(await exceeded('ai_generation')).toBe(1);
    expect(await exceeded('speech_to_text')).toBe(0);
    expect(await exceeded('denoise')).toBe(1);
  });

  it('lets only known and registered stages become labels', async () => {
    call.stage('denoise', 1, 'ok');
    for (let n = 0; n < 100; n++) call.stage(`stage-${n}`, 1, 'ok');
    const count = (stage: string): string =>
      `realtime_stage_latency_seconds_count{stage="${stage}",outcome="ok"}`;
    expect(await value(count('denoise'))).toBe(1);
    expect(await value(count('other'))).toBe(100);
    expect(await register.metrics()).not.toContain('stage-1');
  });

  it('counts errors by code: problems told to the caller, and processing stages that threw', async () => {
    call.event({ type: 'problem', code: 'voice_unavailable', message: 'x', retryAfterMs: null });
    call.event({ type: 'problem', code: 'Not a code: {"x"}', message: 'x', retryAfterMs: null });
    call.stage('denoise', 1, 'error');
    call.stage('ai_generation', 1, 'error');
    expect(await value('realtime_errors_total{code="voice_unavailable"}')).toBe(1);
    expect(await value('realtime_errors_total{code="other"}')).toBe(1);
    expect(await value('realtime_errors_total{code="stage_denoise"}')).toBe(1);
    expect(await value('realtime_errors_total{code="stage_ai_generation"}')).toBeNull();
  });

  it('never has more than 64 codes, however many there are', async () => {
    const stages = module.get(StageMetrics);
    for (let n = 0; n < 500; n++) stages.failed(`code_${n}`);
    const lines = (await register.metrics())
      .split('\n')
      .filter(line => line.startsWith('realtime_errors_total{'));
    expect(lines).toHaveLength(65);
  });

  it('measures turns', async () => {
    call.firstAudio(TURN, 640, 1090);
    call.firstAudio(TURN, 10, null);
    call.endpointing(450, 'question');
    call.speculation('hit', 120);
    call.speculation('waste', 0);
    call.deadAir();
    call.turnEnded(TURN, 'ok');
    call.bargeIn(180);
    call.interruption('false');
    expect(await value('realtime_first_audio_seconds_sum')).toBe(0.65);
    expect(await value('realtime_voice_to_voice_seconds_count')).toBe(1);
    expect(await value('realtime_endpointing_seconds_bucket{le="0.5"}')).toBe(1);
    expect(await value('realtime_endpoints_total{reason="question"}')).toBe(1);
    expect(await value('realtime_speculations_total{outcome="hit"}')).toBe(1);
    expect(await value('realtime_barge_in_stop_seconds_sum')).toBe(0.18);
    expect(await value('realtime_speculation_saved_seconds_sum')).toBe(0.12);
    expect(await value('realtime_dead_air_total')).toBe(1);
    expect(await value('realtime_turns_total{outcome="ok"}')).toBe(1);
    expect(await value('realtime_turns_total{outcome="timeout"}')).toBe(0);
    expect(await value('realtime_interruptions_total{kind="false"}')).toBe(1);
  });

  it('counts calls while they live, and each end once', async () => {
    const other = module
      .get(CallTelemetry)
      .observe({ callId: 'call-1' as CallId, language: 'en-US', traceparent: null });
    expect(await value('realtime_calls_active')).toBe(2);
    call.ended('caller', 12_000);
    call.ended('caller', 12_000);
    expect(await value('realtime_calls_active')).toBe(1);
    expect(await value('realtime_calls_total{end_reason="caller"}')).toBe(1);
    expect(await value('realtime_call_duration_seconds_sum')).toBe(12);
    other.ended('vanished', 1);
    expect(await value('realtime_calls_active')).toBe(0);
  });

  it('counts frames between two scrapes, and none twice', async () => {
    const traffic = module.get(TrafficCounts);
    for (let n = 0; n < 50; n++) traffic.framesIn++;
    traffic.framesOut++;
    expect(await value('realtime_frames_in_total')).toBe(50);
    traffic.framesIn++;
    expect(await value('realtime_frames_in_total')).toBe(51);
    expect(await value('realtime_frames_out_total')).toBe(1);
  });

  it.each([
    ['framesIn', 'frames_in'],
    ['framesOut', 'frames_out'],
    ['framesDropped', 'frames_dropped'],
    ['framesLate', 'frames_late'],
    ['messagesIn', 'messages_in'],
    ['messagesOut', 'messages_out'],
    ['bytesIn', 'bytes_in'],
    ['bytesOut', 'bytes_out'],
  ] as const)('tells what was counted as %s, and nothing else of it', async (count, name) => {
    module.get(TrafficCounts)[count] += 7;
    const traffic = /^realtime_(frames|messages|bytes)_\w+ [1-9]/;
    const lines = (await register.metrics()).split('\n').filter(line => traffic.test(line));
    expect(lines).toEqual([`realtime_${name}_total 7`]);
  });

  it('keeps the latencies of the last turns too', () => {
    call.stage('ai_generation', 120, 'ok');
    call.firstAudio(TURN, 640, 1090);
    expect(module.get(PerformanceMonitor).snapshot()).toEqual({
      ai_generation: { count: 1, p50: 120, p95: 120, p99: 120 },
      total_pipeline: { count: 1, p50: 640, p95: 640, p99: 640 },
      voice_to_voice: { count: 1, p50: 1090, p95: 1090, p99: 1090 },
    });
  });
});
