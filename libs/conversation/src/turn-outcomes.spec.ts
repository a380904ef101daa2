import { ProviderError } from '@app/core';
import { TestCall } from './call.spec-kit';

/** A call that is watched: how its turns and their stages went, as operators are told. */
class WatchedCall extends TestCall {
  readonly turns: string[];
  readonly broken: string[];
  /** Who served the stages that went well, where somebody did. */
  readonly served: string[];

  constructor() {
    const turns: string[] = [];
    const broken: string[] = [];
    const served: string[] = [];
    super({
      observer: {
        turnEnded: (_turn, outcome) => void turns.push(outcome),
        stage: (stage, _ms, outcome, servedBy) => {
          if (outcome !== 'ok') broken.push(`${stage} ${outcome}`);
          if (servedBy) served.push(`${stage} ${servedBy}`);
        },
      },
    });
    this.turns = turns;
    this.broken = broken;
    this.served = served;
  }

  /** Its providers say by these names that they serve, as those of a chain do. */
  servedBy(ears: string, mind: string, voice: string): void {
    const { stt, engine, tts } = this;
    const [open, reply, synthesize] = [stt.open, engine.reply, tts.synthesize];
    stt.open = (options, sink, scope) => {
      scope.servedBy?.(ears);
      return open.call(stt, options, sink, scope);
    };
    engine.reply = (request, scope) => {
      scope.servedBy?.(mind);
      return reply.call(engine, request, scope);
    };
    tts.synthesize = (request, scope) => {
      scope.servedBy?.(voice);
      return synthesize.call(tts, request, scope);
    };
  }

  async hello(text = 'hello there'): Promise<void> {
    this.stt.texts.push(text);
    await this.speak(600);
    await this.silence(500);
  }
}

describe('A turn counts as', () => {
  it('answered, when its answer was heard', async () => {
    const call = new WatchedCall();
    await call.hello();
    await call.silence(5000);
    expect([call.turns, call.broken]).toEqual([['ok'], []]);
  });

  it('cancelled, when the caller interrupts its answer', async () => {
    const call = new WatchedCall();
    await call.hello('please tell me everything that there is to be known about the parcel of my aunt');
    await call.silence(500);
    await call.hello();
    expect([call.turns, call.broken]).toEqual([['cancelled'], []]);
  });

  it('failed, when the caller hears an excuse: the engine failed', async () => {
    const call = new WatchedCall();
    call.engine.answer = () => [new ProviderError('fake', 'transient', 'boom')];
    await call.hello();
    await call.silence(8000);
    expect([call.turns, call.broken]).toEqual([['error'], ['ai_generation error']]);
  });

  it('failed, also when the caller does not listen to the excuse', async () => {
    const call = new WatchedCall();
    call.engine.answer = () => [new ProviderError('fake', 'timeout', 'nothing came')];
    await call.hello();
    await call.silence(500);
    await call.hello();
    expect([call.turns, call.broken]).toEqual([
      ['error'],
      ['ai_generation timeout', 'ai_generation timeout'],
    ]);
  });

  it('too late, when the answer did not come in time', async () => {
    const call = new WatchedCall();
    call.engine.delayMs = 60_000;
    await call.hello();
    await call.silence(12_000);
    expect([call.turns, call.broken]).toEqual([['timeout'], ['ai_generation timeout']]);
  });

  it('failed, when there are words and no voice', async () => {
    const call = new WatchedCall();
    call.tts.failure = new ProviderError('fake', 'transient', 'no voice today');
    await call.hello();
    await call.silence(8000);
    expect(call.turns).toEqual(['error']);
    expect(call.broken[0]).toBe('text_to_speech error');
  });

  it('failed, when the recogniser dies', async () => {
    const call = new WatchedCall();
    await call.speak(300);
    call.stt.last.fail(new ProviderError('fake', 'transient', 'gone'));
    await call.silence(8000);
    expect(call.turns).toEqual(['error']);
  });
});

describe('A stage of a turn', () => {
  it('is told with the provider that served it, and the stages of nobody without', async () => {
    const call = new WatchedCall();
    call.servedBy('azure', 'azure-openai', 'embedded');
    await call.hello();
    await call.silence(5000);
    expect(call.served).toEqual([
      'speech_to_text azure',
      'ai_generation azure-openai',
      'text_to_speech embedded',
    ]);
  });
});
