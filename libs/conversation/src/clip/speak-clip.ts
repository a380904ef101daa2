import { resample } from '@app/audio';
import type { CallSettings, PartEncoder, Scope, TextToSpeech } from '@app/core';
import { joinPcm } from '../playout/join-pcm';
import { speechLanguage } from '../replying/speech-language';

const SAMPLE_RATE = 16_000;

/** A text as MP3 at 16 kHz; empty for nothing to say. @throws VoiceError when there is no voice, or it fails */
export async function speakClip(
  parts: { readonly textToSpeech: TextToSpeech; readonly encoder: PartEncoder },
  text: string,
  settings: CallSettings,
  scope: Scope,
): Promise<Uint8Array> {
  const language = speechLanguage(text, settings.language);
  const request = { text, language, voice: settings.voice, sampleRate: SAMPLE_RATE };
  const chunks: Int16Array[] = [];
  let rate = SAMPLE_RATE;
  for await (const part of parts.textToSpeech.synthesize(request, scope)) {
    scope.signal.throwIfAborted();
    if (part.type !== 'pcm') continue;
    chunks.push(part.frame.pcm);
    rate = part.frame.sampleRate;
  }
  scope.signal.throwIfAborted();
  if (chunks.length === 0) return new Uint8Array(0);
  return parts.encoder.encode(resample(joinPcm(chunks), rate, SAMPLE_RATE), SAMPLE_RATE, scope.signal);
}
