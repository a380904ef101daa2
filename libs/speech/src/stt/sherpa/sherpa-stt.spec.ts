import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noDeadline } from '@app/core';
import type { CallId, Recognition, RecognitionOptions, Transcript, VoiceError } from '@app/core';
import { describeContract, speechToTextContract } from '@app/testing';
import { RecogniserProcess } from './recogniser-process';
import { SherpaSpeechToText } from './sherpa-stt';
import { writeStandIn } from './stand-in-engine.spec-kit';

const loud = { pcm: new Int16Array(16_000).fill(20_000), text: 'loud voice' };
const soft = { pcm: new Int16Array(16_000).fill(2000), text: 'soft voice' };

let directory: string;
let engine: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'engine-'));
  engine = await writeStandIn(directory);
});
afterAll(() => rm(directory, { recursive: true }));

function make(config = {}, module = engine): SherpaSpeechToText {
  const launch = (): RecogniserProcess => new RecogniserProcess(config, module);
  return new SherpaSpeechToText(['en', 'zh-TW'], launch(), launch);
}

describeContract('The sherpa recogniser, with a stand-in for its engine', speechToTextContract, {
  make: async () => ({ stt: make(), sayings: [loud, soft] as const }),
  dispose: ({ stt }) => stt.close(),
});

interface Call {
  readonly recognition: Recognition;
  readonly transcripts: Transcript[];
  readonly failed: Promise<VoiceError>;
  readonly finished: Promise<Transcript>;
}

function call(stt: SherpaSpeechToText, options: Partial<RecognitionOptions> = {}): Call {
  const transcripts: Transcript[] = [];
  const failed = Promise.withResolvers<VoiceError>();
  const finished = Promise.withResolvers<Transcript>();
  const recognition = stt.open(
    { language: 'en-US', sampleRate: 8000, phrases: [], ...options },
    {
      failed: failed.resolve,
      transcript: transcript => {
        transcripts.push(transcript);
        if (transcript.type === 'final') finished.resolve(transcript);
      },
    },
    { callId: 'sherpa' as CallId, signal: new AbortController().signal, deadline: noDeadline },
  );
  return { recognition, transcripts, failed: failed.promise, finished: finished.promise };
}

describe('The sherpa recogniser', () => {
  let stt: SherpaSpeechToText;
  afterEach(() => stt.close());

  it('settles on words that stay, and tells their media time', async () => {
    stt = make();
    const { recognition, transcripts, finished } = call(stt);
    recognition.write({ pcm: new Int16Array(8000).fill(20_000), sampleRate: 8000, at: 4000 });
    recognition.endUtterance();
    expect(await finished).toMatchObject({
      text: 'loud voice',
      confidence: Math.exp(-0.1),
      startMs: 4300,
      endMs: 5000,
      words: [
        { text: 'loud', startMs: 4300, endMs: 4500 },
        { text: 'voice', startMs: 4500, endMs: 5000 },
      ],
    });
    const partials = transcripts.filter(transcript => transcript.type === 'partial');
    expect(partials.map(({ text, stable }) => [text, stable])).toEqual([
      ['loud voice', false],
      ['loud voice', true],
    ]);
  });

  it('takes one sample, and no sample', async () => {
    stt = make();
    for (const length of [0, 1]) {
      const { recognition, finished } = call(stt);
      recognition.write({ pcm: new Int16Array(length), sampleRate: 8000, at: 0 });
      recognition.endUtterance();
      expect(await finished).toMatchObject({ text: '', words: [], confidence: 0 });
    }
  });

  it('refuses a language its model does not hear, unless the call is over already', async () => {
    stt = make();
    expect(await call(stt, { language: 'de-DE' }).failed).toMatchObject({ code: 'provider_unsupported' });
    expect(await call(stt, { language: 'zh-CN' }).failed).toMatchObject({ code: 'provider_unsupported' });
    const over = call(stt, { language: 'de-DE' });
    over.recognition.close();
    await call(stt, { language: 'de-DE' }).failed;
    expect(await Promise.race([over.failed, Promise.resolve('nothing said')])).toBe('nothing said');
  });

  it('tells every call when its engine ends, and hears the next call with another', async () => {
    stt = make();
    const [one, two] = [call(stt), call(stt)];
    one.recognition.write({ pcm: new Int16Array(800).fill(32_767), sampleRate: 8000, at: 0 });
    expect(await two.failed).toMatchObject({ code: 'provider_transient', retryable: true });
    expect(await one.failed).toMatchObject({ code: 'provider_transient' });
    expect(stt.health().status).toBe('degraded');
    const next = call(stt);
    expect(stt.health().status).toBe('up');
    next.recognition.endUtterance();
    expect(await next.finished).toMatchObject({ text: '' });
  });

  it.each([
    ['a model that does not fit', { unfit: true }, undefined, 'the model is unfit'],
    ['a package that is missing', {}, 'no-such-engine', "Cannot find module 'no-such-engine'"],
  ])('says what is wrong with %s', async (_, config, module, message) => {
    stt = make(config, module);
    const error = await call(stt).failed;
    expect(error).toMatchObject({ code: 'provider_unavailable', message: `sherpa-onnx failed: ${message}` });
  });

  it('ends its process with it, and hears nothing after', async () => {
    stt = make();
    const live = call(stt);
    await Promise.all([stt.close(), stt.close()]);
    await stt.close();
    expect(await live.failed).toMatchObject({ code: expect.stringContaining('provider_') });
    expect(stt.health().status).toBe('down');
    expect(await call(stt).failed).toMatchObject({ code: 'provider_unavailable' });
  });
});
