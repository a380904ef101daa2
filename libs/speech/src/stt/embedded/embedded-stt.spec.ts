import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeMulaw, encodeMulaw, parseWav, resample } from '@app/audio';
import { ProviderError, systemClock } from '@app/core';
import type { Transcript, VoiceError } from '@app/core';
import { collect, describeContract, speechToTextContract, testScope } from '@app/testing';
import { EmbeddedTextToSpeech } from '../../tts/embedded/embedded-tts';
import { EmbeddedSpeechToText } from './embedded-stt';

const PHRASES = [
  'hello i am calling about your car insurance',
  'can i speak to the owner please',
  'please call me back later',
  'i have a package for you',
  'sorry i have the wrong number',
  'are you interested in a loan',
];

const start = (maxCalls = 3): Promise<EmbeddedSpeechToText> =>
  EmbeddedSpeechToText.start({ maxCalls }, { phrases: PHRASES, warn: () => undefined });

const recording = (file: string): Int16Array => {
  const { pcm, sampleRate } = parseWav(readFileSync(join(__dirname, '../../../../../test/audio', file)));
  return resample(pcm, sampleRate, 16_000);
};

const throughTelephone = (pcm: Int16Array): Int16Array => {
  const narrow = resample(pcm, 16_000, 8000);
  const line = new Uint8Array(narrow.length);
  encodeMulaw(narrow, line);
  decodeMulaw(line, narrow);
  return narrow;
};

describe('The embedded recogniser', () => {
  let voice: EmbeddedTextToSpeech;
  const spoken = new Map<string, Int16Array>();

  beforeAll(async () => {
    voice = await EmbeddedTextToSpeech.start({ workers: 1, voice: 'slt' }, systemClock);
    for (const text of PHRASES) {
      const request = { text, language: 'en-US', voice: null, sampleRate: 16_000 };
      const parts = await collect(voice.synthesize(request, testScope().scope));
      const samples = parts.flatMap(part => (part.type === 'pcm' ? [...part.frame.pcm] : []));
      const rate = parts.find(part => part.type === 'pcm')!.frame.sampleRate;
      spoken.set(text, resample(Int16Array.from(samples), rate, 16_000));
    }
  });
  afterAll(() => voice.close());

  describeContract('holds its port’s contract', speechToTextContract, {
    make: async () => ({
      stt: await start(),
      sayings: [
        { pcm: spoken.get(PHRASES[0]!)!, text: PHRASES[0]! },
        { pcm: spoken.get(PHRASES[1]!)!, text: PHRASES[1]! },
      ] as const,
    }),
    dispose: ({ stt }) => stt.close(),
  });

  /** What it makes of a sound. */
  async function hears(stt: EmbeddedSpeechToText, pcm: Int16Array, sampleRate = 16_000): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const recognition = stt.open(
      { language: 'en-US', sampleRate, phrases: [] },
      { transcript: heard => heard.type === 'final' && resolve(heard.text), failed: reject },
      testScope().scope,
    );
    const frame = sampleRate / 50;
    for (let at = 0; at < pcm.length; at += frame) {
      recognition.write({ pcm: pcm.subarray(at, at + frame), sampleRate, at: (at * 1000) / sampleRate });
    }
    recognition.endUtterance();
    const text = await promise;
    recognition.close();
    return text;
  }

  const padded = (pcm: Int16Array, rate = 16_000): Int16Array =>
    Int16Array.from([...new Int16Array(rate * 0.3), ...pcm, ...new Int16Array(rate * 0.3)]);

  describe('with six phrases', () => {
    let stt: EmbeddedSpeechToText;
    beforeAll(async () => {
      stt = await start();
    });
    afterAll(() => stt.close());

    it('understands them at 16 kHz and through a telephone', async () => {
      for (const phrase of PHRASES) {
        expect(await hears(stt, padded(spoken.get(phrase)!))).toBe(phrase);
        expect(await hears(stt, padded(throughTelephone(spoken.get(phrase)!), 8000), 8000)).toBe(phrase);
      }
    });

    it('turns down speech that is none of them', async () => {
      const files = ['austen-0870', 'austen-0880', 'austen-0890', 'austen-0920', 'austen-0930', 'jfk'];
      const heard: string[] = [];
      for (const file of files) heard.push(await hears(stt, recording(`${file}.wav`)));
      expect(heard.filter(text => text === '').length).toBeGreaterThanOrEqual(4);
    });

    it('survives sound that is none', async () => {
      const broken = [
        new Int16Array(1),
        new Int16Array(16_000),
        new Int16Array(16_000).fill(32_767),
        new Int16Array(16_000 * 59).map((_, i) => (i % 50) * 20),
      ];
      for (const pcm of broken) expect(typeof (await hears(stt, pcm))).toBe('string');
      expect(await hears(stt, padded(spoken.get('can i speak to the owner please')!))).toBe(
        'can i speak to the owner please',
      );
    });

    it('refuses a language it cannot hear, once', async () => {
      const { promise, resolve } = Promise.withResolvers<VoiceError>();
      const heard: Transcript[] = [];
      const recognition = stt.open(
        { language: 'zh-CN', sampleRate: 16_000, phrases: [] },
        { transcript: transcript => heard.push(transcript), failed: resolve },
        testScope().scope,
      );
      recognition.endUtterance();
      expect(await promise).toMatchObject({ code: 'provider_unsupported', retryable: false });
      expect(heard).toEqual([]);
    });
  });

  it('never runs more threads than there may be calls, and refuses the next one', async () => {
    const stt = await start(2);
    const errors: VoiceError[] = [];
    const open = (): { close(): void } =>
      stt.open(
        { language: 'en-US', sampleRate: 16_000, phrases: [] },
        { transcript: () => undefined, failed: error => errors.push(error) },
        testScope().scope,
      );
    const calls = [open(), open(), open()];
    await Promise.resolve();
    expect(stt.threads).toBe(2);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(ProviderError);
    expect(errors[0]).toMatchObject({ code: 'provider_busy', retryable: true });
    for (const call of calls) call.close();
    expect(await hears(stt, padded(spoken.get('sorry i have the wrong number')!))).toBe(
      'sorry i have the wrong number',
    );
    await stt.close();
    expect(stt.threads).toBe(0);
  });
});
