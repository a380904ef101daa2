import { resample } from '@app/audio';
import { noDeadline, systemClock, VoiceError } from '@app/core';
import type { CallId, TextToSpeech } from '@app/core';
import { embeddedTts } from '@app/speech';
import { UsageError } from '../usage';

/**
 * Words as mono PCM16, by the built-in synthesiser; nothing leaves this machine.
 * @throws UsageError when there is no voice for the language, or no sound in the words
 */
export async function speakText(text: string, language: string, sampleRate: number): Promise<Int16Array> {
  const tts = await startVoice();
  try {
    const pieces: Int16Array[] = [];
    const scope = {
      callId: 'caller' as CallId,
      signal: new AbortController().signal,
      deadline: noDeadline,
    };
    for await (const part of tts.synthesize({ text, language, voice: null, sampleRate }, scope)) {
      if (part.type === 'pcm') pieces.push(resample(part.frame.pcm, part.frame.sampleRate, sampleRate));
    }
    if (pieces.length === 0) throw new UsageError(`nothing in "${text}" can be spoken`);
    return joined(pieces);
  } catch (error) {
    if (error instanceof VoiceError) throw new UsageError(`cannot say it: ${error.message}`);
    throw error;
  } finally {
    await tts.close();
  }
}

async function startVoice(): Promise<TextToSpeech> {
  const make = await embeddedTts.load();
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  return make({ ...new embeddedTts.settings(), workers: 1 }, { clock: systemClock, phrases: [], warn });
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
