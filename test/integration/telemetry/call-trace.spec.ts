import { CallerVoice, speak } from '../../e2e/support/caller-voice';
import { Service } from '../../e2e/support/service';
import { Collector } from './support/collector';
import type { Span } from './support/collector';
import { Model } from './support/model';

const ANSWER = 'The parrot is resting.';
const HEARD = 'is this a norwegian blue';
const CALLER_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER_SPAN = '00f067aa0ba902b7';
const CALLER_STATE = 'vendor=t61rcWkgMzE,other=1';

describe('The trace of a call', () => {
  let collector: Collector;
  let model: Model;
  let voice: CallerVoice;

  beforeAll(async () => {
    collector = await new Collector().start();
    model = await new Model().start(ANSWER);
    voice = await CallerVoice.create();
    const service = await Service.start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'under-test',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=a%2Cb,service.name=not-this',
      STT_PROVIDER: 'simulated',
      SIMULATED_STT_TEXT: HEARD,
      AI_PROVIDER: 'openai',
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'sk-none',
      OPENAI_MODEL: 'm',
      AI_TEMPERATURE: '0.5',
      TTS_PROVIDER: 'simulated',
      SPECULATION_MAX_WASTE: '1',
    });
    const headers = { traceparent: `00-${CALLER_TRACE}-${CALLER_SPAN}-01`, tracestate: CALLER_STATE };
    const call = await service.call({ headers, callId: 'traced' });
    const completed = (): Promise<unknown> =>
      call.next('processing_status', ({ data }) => data.stage === 'completed');
    const spoken = completed();
    speak(call, await voice.say('is this a norwegian blue'));
    await spoken;
    const typed = completed();
    call.text('is it not dead');
    await typed;
    await call.end();
    await service.stop();
  });

  afterAll(async () => {
    await voice.close();
    await collector.stop();
    await model.stop();
  });

  const only = (name: string): Span => {
    const spans = collector.named(name);
    expect(spans).toHaveLength(1);
    return spans[0]!;
  };

  it('is one, and goes on from the trace of whoever opened the connection', () => {
    expect(only('call')).toMatchObject({
      parent: CALLER_SPAN,
      attributes: { 'call.end_reason': 'caller', 'call.turns': 2 },
    });
    expect(new Set(collector.spans.map(span => span.traceId))).toEqual(new Set([CALLER_TRACE]));
    expect(new Set(collector.spans.map(span => span.state))).toEqual(new Set([CALLER_STATE]));
  });

  it('says which service, which version and which instance of it sent it, and what else it was told to', () => {
    expect(collector.resource).toMatchObject({
      'service.name': 'under-test',
      'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
      'service.instance.id': expect.stringContaining(`-${process.pid}-`),
      'deployment.environment.name': 'a,b',
    });
  });

  it('names who served a stage', () => {
    const served = (name: string): unknown[] =>
      collector.named(name).map(({ attributes }) => attributes['stage.provider']);
    expect(served('speech_to_text')).toEqual(['simulated']);
    expect(served('text_to_speech')).toEqual(['simulated', 'simulated']);
  });

  it('has a span for each turn, and the stages of the turn under it', () => {
    const turns = collector.named('turn');
    expect(turns.map(turn => turn.parent)).toEqual([only('call').id, only('call').id]);
    const [spoken, typed] = turns as [Span, Span];
    const stages = (turn: Span): string[] => collector.childrenOf(turn).map(({ name }) => name);
    expect(stages(spoken)).toEqual(
      expect.arrayContaining([
        'audio_preprocessing',
        'endpointing',
        'speech_to_text',
        'ai_generation',
        'text_to_speech',
        'playout',
      ]),
    );
    expect(stages(typed)).toEqual(expect.arrayContaining(['ai_generation', 'text_to_speech', 'playout']));
    expect(stages(typed)).not.toContain('speech_to_text');
    expect(spoken.attributes).toMatchObject({ 'turn.number': 1, 'turn.outcome': 'ok' });
  });

  it('has every span inside of its parent, and the stages of a turn in the order of the walk', () => {
    const byId = new Map(collector.spans.map(span => [span.id, span]));
    for (const span of collector.spans) {
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      const parent = byId.get(span.parent ?? '');
      if (!parent) continue;
      expect(span.start).toBeGreaterThanOrEqual(parent.start);
      expect(span.end).toBeLessThanOrEqual(parent.end);
    }
    const [spoken] = collector.named('turn') as [Span];
    const at = (name: string): Span => collector.childrenOf(spoken).find(span => span.name === name)!;
    expect(at('endpointing').end).toBeLessThanOrEqual(at('speech_to_text').end);
    expect(at('speech_to_text').end).toBeLessThanOrEqual(at('ai_generation').end);
    expect(at('ai_generation').end).toBeLessThanOrEqual(at('text_to_speech').end);
    expect(at('text_to_speech').end).toBeLessThanOrEqual(at('playout').start);
  });

  it('tells of the model in the words of the conventions, and links a speculation to the turn that used it', () => {
    const asked = collector.named('chat m');
    const answered = asked.filter(({ attributes }) => attributes['reply.outcome'] === 'ok');
    expect(answered.length).toBeGreaterThanOrEqual(2);
    for (const { attributes } of answered) {
      expect(attributes).toMatchObject({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.conversation.id': 'traced',
        'gen_ai.request.model': 'm',
        'gen_ai.request.max_tokens': 300,
        'gen_ai.request.temperature': 0.5,
        'gen_ai.response.model': 'm-2026',
        'gen_ai.response.finish_reasons': ['stop'],
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(model.url).port),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 7,
        'reply.source': 'model',
        'reply.first_words_ms': expect.any(Number),
      });
    }
    const [spoken, typed] = collector.named('turn') as [Span, Span];
    const speculative = asked.filter(({ attributes }) => attributes['reply.speculative'] === true);
    expect(speculative.length).toBeGreaterThan(0);
    for (const { parent } of speculative) expect(parent).toBe(only('call').id);
    expect(speculative.map(({ id }) => id)).toContain(spoken.links[0]);
    expect(collector.childrenOf(typed).map(({ name }) => name)).toContain('chat m');
  });

  it('goes on into the requests to the provider', () => {
    const spans = collector.named('chat m').map(({ id }) => `00-${CALLER_TRACE}-${id}-01`);
    expect(model.traceparents.length).toBeGreaterThanOrEqual(2);
    for (const traceparent of model.traceparents) expect(spans).toContain(traceparent);
    expect(new Set(model.tracestates)).toEqual(new Set([CALLER_STATE]));
  });

  it('holds not a word of what was said', () => {
    for (const word of ['parrot', 'resting', 'norwegian', 'dead']) expect(collector.raw).not.toContain(word);
  });
});
