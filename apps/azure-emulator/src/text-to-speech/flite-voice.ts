import { noDeadline, systemClock } from '@app/core';
import type { CallId, TextToSpeech } from '@app/core';
import { embeddedTts } from '@app/speech';
import type { TimedWord } from '../words/word-pace';
import { PlainVoice } from './plain-voice';
import type { Speech, Voice } from './voice';

const SAMPLE_RATE = 16_000;

/** Really speaks: English by Flite, other languages by espeak-ng where it is installed, else by tones. */
export class FliteVoice implements Voice {
  private engine: Promise<TextToSpeech> | null = null;
  private readonly tones = new PlainVoice('tone');
  private readonly closing = new AbortController();

  async speak(text: string, language: string): Promise<Speech> {
    const engine = await (this.engine ??= start());
    const parts: Int16Array[] = [];
    const words: TimedWord[] = [];
    let sampleRate = SAMPLE_RATE;
    try {
      const request = { text, language, voice: null, sampleRate: SAMPLE_RATE };
      const scope = { callId: 'emulator' as CallId, signal: this.closing.signal, deadline: noDeadline };
      for await (const part of engine.synthesize(request, scope)) {
        if (part.type === 'word') words.push(part);
        if (part.type !== 'pcm') continue;
        parts.push(part.frame.pcm);
        ({ sampleRate } = part.frame);
      }
    } catch (error) {
      this.closing.signal.throwIfAborted();
      if (/^en\b/i.test(language)) throw error;
      return this.tones.speak(text);
    }
    return { pcm: joined(parts), sampleRate, words };
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('the emulator is closing'));
    await (await this.engine)?.close();
  }
}

async function start(): Promise<TextToSpeech> {
  const make = await embeddedTts.load();
  const warn = (): void => undefined;
  return make(new embeddedTts.settings(), { clock: systemClock, phrases: [], warn });
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
