import { resample } from '@app/audio';
import { FliteVoice } from '../text-to-speech/flite-voice';
import { EmbeddedRecognizer } from './embedded-recognizer';
import type { Heard } from './recognizer';

describe('The embedded recogniser of the emulator', () => {
  it('hears what a voice really says', async () => {
    const voice = new FliteVoice();
    const recognizer = await EmbeddedRecognizer.start(1, () => undefined);
    const { pcm, sampleRate } = await voice.speak('hello i am calling about your car insurance', 'en-US');
    const sound = resample(pcm, sampleRate, 8000);
    const partials: string[] = [];
    const heard = await new Promise<Heard>(resolve => {
      const listening = { connection: 'stt-1', language: 'en-US', sampleRate: 8000, preRollMs: 200 };
      const ear = recognizer.listen(listening, { partial: text => partials.push(text), final: resolve });
      ear.hear(new Int16Array(1600));
      ear.hear(sound);
      ear.end((sound.length / 8000) * 1000);
    });
    expect(heard.text).toBe('hello i am calling about your car insurance');
    expect(heard.words.every(({ startMs, endMs }) => startMs >= 0 && endMs > startMs)).toBe(true);
    await recognizer.close();
    await voice.close();
  });

  it('hears nothing where it has no language for it', async () => {
    const recognizer = await EmbeddedRecognizer.start(1, () => undefined);
    const heard = await new Promise<Heard>(resolve => {
      const listening = { connection: 'stt-1', language: 'zh-CN', sampleRate: 8000, preRollMs: 0 };
      const ear = recognizer.listen(listening, { partial: () => undefined, final: resolve });
      ear.hear(new Int16Array(1600));
      ear.end(200);
    });
    expect(heard.text).toBe('');
    await recognizer.close();
  });
});
