import { VoiceUnavailableError } from '@app/core';
import { collect, describeContract, testScope, textToSpeechContract } from '@app/testing';
import { EmbeddedTextToSpeech } from './embedded-tts';
import { findEspeak } from './espeak';

describeContract('The embedded synthesiser', textToSpeechContract, {
  make: async () => new EmbeddedTextToSpeech({ workers: 2 }),
  dispose: tts => tts.close(),
});

describe('The embedded synthesiser', () => {
  const tts = new EmbeddedTextToSpeech({ workers: 1 });
  afterAll(() => tts.close());

  const speak = async (language: string, text: string, voice: string | null = null): Promise<number[]> => {
    const parts = await collect(
      tts.synthesize({ text, language, voice, sampleRate: 16000 }, testScope().scope),
    );
    return parts.flatMap(part => (part.type === 'pcm' ? [...part.frame.pcm] : []));
  };

  it('begins to speak at once: the silence in front is cut', async () => {
    const samples = await speak('en-US', 'Good morning.');
    expect(samples.findIndex(sample => Math.abs(sample) > 200)).toBeLessThanOrEqual(0.03 * 16000 + 1);
  });

  it('has more than one voice', async () => {
    expect(await speak('en-GB', 'Good morning.', 'rms')).not.toEqual(
      await speak('en-GB', 'Good morning.', 'slt'),
    );
  });

  it('speaks Mandarin where espeak-ng is installed, else says what to install', async () => {
    const speaking = speak('zh-CN', '您好，请问您是哪位？');
    if (findEspeak()) expect((await speaking).length).toBeGreaterThan(8000);
    else {
      await expect(speaking).rejects.toThrow(VoiceUnavailableError);
      await expect(speaking).rejects.toThrow('install espeak-ng');
    }
  });
});

describe('Finding espeak-ng', () => {
  it('looks on the PATH it is given', () => {
    expect(findEspeak('/nowhere:/neither/here')).toBeNull();
  });
});
