import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { FakeReplyEngine, FakeTextToSpeech, VirtualClock } from '@app/testing';
import { defaultSettings, noDeadline, unhurried } from '@app/core';
import type { CallId, ReplyEvent, ReplyRequest, Scope, SpeechPart, SynthesisRequest } from '@app/core';
import { CallTelemetry } from '../call-telemetry';
import { TelemetryModule } from '../telemetry.module';

/** Providers of a chain, which say that they serve. */
class ServingEngine extends FakeReplyEngine {
  override reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    scope.servedBy?.('script');
    return super.reply(request, scope);
  }
}
class ServingVoice extends FakeTextToSpeech {
  override synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    scope.servedBy?.('azure');
    return super.synthesize(request, scope);
  }
}

const request: ReplyRequest = {
  ...unhurried,
  input: { kind: 'text', text: 'hello' },
  turn: 1,
  history: [],
  settings: defaultSettings,
};
const sentence: SynthesisRequest = { text: 'Hello.', language: 'en-US', voice: null, sampleRate: 16_000 };

describe('Whoever asks a watched engine or voice', () => {
  const clock = new VirtualClock();
  let module: TestingModule;
  let told: string[];
  let scope: Scope;

  beforeEach(async () => {
    module = await Test.createTestingModule({
      imports: [TelemetryModule.forRootAsync({ useFactory: () => ({ targets: {}, processingStages: [] }) })],
    }).compile();
    told = [];
    const servedBy = (provider: string): void => void told.push(provider);
    scope = {
      callId: 'call' as CallId,
      signal: new AbortController().signal,
      deadline: noDeadline,
      servedBy,
    };
  });

  afterEach(() => module.close());

  const ask = async (engine: FakeReplyEngine, voice: FakeTextToSpeech): Promise<void> => {
    const telemetry = module.get(CallTelemetry);
    for await (const event of telemetry.watchReplies(engine).reply(request, scope)) void event;
    for await (const part of telemetry.watchVoice(voice).synthesize(sentence, scope)) void part;
  };

  it('is told who serves', async () => {
    await ask(new ServingEngine(clock), new ServingVoice(clock));
    expect(told).toEqual(['script', 'azure']);
  });

  it('is told that it was there already, where nobody had to', async () => {
    await ask(new FakeReplyEngine(clock), new FakeTextToSpeech(clock));
    expect(told).toEqual(['cache', 'cache']);
  });
});
