import { getEventListeners } from 'node:events';
import { VoiceError, VoiceUnavailableError } from '@app/core';
import type { SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import type { ContractCheck } from '../contract';
import { collect, testScope } from './scope';

const TEXT = 'Hello, this is the assistant speaking.';

const request = (patch: Partial<SynthesisRequest> = {}): SynthesisRequest => ({
  text: TEXT,
  language: 'en-US',
  voice: null,
  sampleRate: 16_000,
  ...patch,
});

const pcmOf = (parts: readonly SpeechPart[]): Extract<SpeechPart, { type: 'pcm' }>[] =>
  parts.filter(part => part.type === 'pcm');

const durationMs = (parts: readonly SpeechPart[]): number =>
  pcmOf(parts).reduce((sum, { frame }) => sum + (frame.pcm.length * 1000) / frame.sampleRate, 0);

const wordsOf = (parts: readonly SpeechPart[]): Extract<SpeechPart, { type: 'word' }>[] =>
  parts.filter(part => part.type === 'word');

const speak = (tts: TextToSpeech, patch?: Partial<SynthesisRequest>): Promise<SpeechPart[]> =>
  collect(tts.synthesize(request(patch), testScope().scope));

/** Takes a stream up to its first audio. */
async function untilAudio(stream: AsyncIterator<SpeechPart>): Promise<void> {
  for (let next = await stream.next(); !next.done; next = await stream.next()) {
    if (next.value.type !== 'word') return;
  }
}

/** What every synthesiser does. */
export const textToSpeechContract: readonly ContractCheck<TextToSpeech>[] = [
  {
    name: 'speaks a sentence, neither hurried nor drawn out, and not silently',
    async run(tts) {
      const parts = await speak(tts);
      expect(durationMs(parts)).toBeGreaterThan(TEXT.length * 30);
      expect(durationMs(parts)).toBeLessThan(TEXT.length * 200);
      const loudest = Math.max(
        ...pcmOf(parts).map(({ frame }) => frame.pcm.reduce((a, b) => Math.max(a, b), 0)),
      );
      expect(loudest).toBeGreaterThan(500);
    },
  },
  {
    name: 'keeps one sample rate, and says where each piece belongs',
    async run(tts) {
      let at = 0;
      const pieces = pcmOf(await speak(tts));
      for (const { frame } of pieces) {
        expect(frame.sampleRate).toBe(pieces[0]!.frame.sampleRate);
        expect(frame.at).toBeCloseTo(at, 0);
        at += (frame.pcm.length * 1000) / frame.sampleRate;
      }
    },
  },
  {
    name: 'times its words in order, within the audio, if it times them',
    async run(tts) {
      const parts = await speak(tts);
      const words = wordsOf(parts);
      if (words.length === 0) return;
      expect(words.map(word => word.text).join(' ')).toBe(TEXT);
      let before = 0;
      for (const word of words) {
        expect(word.startMs).toBeGreaterThanOrEqual(before);
        expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
        before = word.startMs;
      }
      expect(words.at(-1)!.endMs).toBeLessThanOrEqual(durationMs(parts) + 50);
    },
  },
  {
    name: 'says nothing for nothing to say',
    async run(tts) {
      expect(durationMs(await speak(tts, { text: '' }))).toBe(0);
      expect(durationMs(await speak(tts, { text: '  \n ' }))).toBe(0);
    },
  },
  {
    name: 'survives markup, control characters and 2,000 characters',
    async run(tts) {
      expect(
        durationMs(await speak(tts, { text: '<b>-o /etc "quotes" & \u0000 \u202e bell\u0007</b> $(ls)' })),
      ).toBeGreaterThan(0);
      expect(durationMs(await speak(tts, { text: 'word '.repeat(400) }))).toBeGreaterThan(10_000);
    },
  },
  {
    name: 'falls back to another voice for one it does not have',
    async run(tts) {
      expect(durationMs(await speak(tts, { voice: 'nobody-has-this-voice' }))).toBeGreaterThan(0);
    },
  },
  {
    name: 'speaks a language, or refuses it as unavailable',
    async run(tts) {
      try {
        expect(
          durationMs(await speak(tts, { language: 'zh-CN', text: '您好，请问您是哪位？' })),
        ).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(VoiceUnavailableError);
      }
    },
  },
  {
    name: 'does not begin for a turn that is over',
    async run(tts) {
      const { scope, abort } = testScope();
      abort();
      const parts = await collect(tts.synthesize(request(), scope)).catch(() => []);
      expect(durationMs(parts)).toBe(0);
    },
  },
  {
    name: 'stops when the turn is over',
    async run(tts) {
      const { scope, abort } = testScope();
      let pieces = 0;
      try {
        for await (const part of tts.synthesize(request({ text: `${TEXT} `.repeat(10) }), scope)) {
          if (part.type === 'word') continue;
          pieces++;
          abort();
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(pieces).toBe(1);
    },
  },
  {
    name: 'keeps two texts apart',
    async run(tts) {
      const [short, long] = await Promise.all([
        speak(tts, { text: 'Yes.' }),
        speak(tts, { text: `${TEXT} ${TEXT}` }),
      ]);
      expect(durationMs(long)).toBeGreaterThan(durationMs(short) * 3);
      expect(durationMs(await speak(tts, { text: 'Yes.' }))).toBeCloseTo(durationMs(short), 0);
    },
  },
  {
    name: 'is let go of halfway, and speaks the next text',
    async run(tts) {
      const { scope } = testScope();
      const stream = tts.synthesize(request({ text: `${TEXT} `.repeat(5) }), scope)[Symbol.asyncIterator]();
      await untilAudio(stream);
      await stream.return?.();
      expect((await stream.next()).done).toBe(true);
      expect(durationMs(await speak(tts))).toBeGreaterThan(0);
    },
  },
  {
    name: 'holds on to no turn that is over',
    async run(tts) {
      const left = testScope();
      const stream = tts.synthesize(request(), left.scope)[Symbol.asyncIterator]();
      await untilAudio(stream);
      await stream.return?.();
      const heard = testScope();
      await collect(tts.synthesize(request(), heard.scope));
      for (const { scope } of [left, heard]) expect(getEventListeners(scope.signal, 'abort')).toEqual([]);
    },
  },
  {
    name: 'leaves nobody waiting when it is closed',
    async run(tts) {
      const speaking = Array.from({ length: 5 }, () => speak(tts, { text: `${TEXT} `.repeat(5) }));
      const outcomes = Promise.allSettled(speaking);
      await tts.close();
      for (const outcome of await outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(VoiceError);
      }
    },
  },
  {
    name: 'can be closed twice',
    async run(tts) {
      await tts.close();
      await tts.close();
    },
  },
];
