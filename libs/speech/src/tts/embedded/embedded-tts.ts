import { VoiceUnavailableError, durationOf, samplesIn } from '@app/core';
import type { ProviderHealth, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import type { EmbeddedTtsSettings } from './embedded-tts-settings';
import { espeak, findEspeak } from './espeak';
import { Flite, fliteVoices } from './flite';
import type { FliteVoice } from './flite';
import { hasWords, speakable } from './speakable';
import { trimSilence } from './trim';
import { voicedStretches, wordTimes } from './word-times';
import type { WordTime } from './word-times';

const DEFAULT_VOICE: FliteVoice = 'slt';

/** Length of the pieces audio is handed over in. */
const PIECE_MS = 200;

interface Spoken {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  readonly words: readonly WordTime[];
}

/** English by flite, inside the package; other languages by espeak-ng where the machine has it. */
export class EmbeddedTextToSpeech implements TextToSpeech {
  readonly name = 'embedded';
  private readonly flite: Flite;
  private readonly espeak = findEspeak();

  constructor(settings: EmbeddedTtsSettings) {
    this.flite = new Flite(settings.workers);
  }

  /** Resolves when the first word can be spoken. */
  async warm(): Promise<void> {
    await this.flite.speak({ voice: DEFAULT_VOICE, text: 'ready' });
  }

  health(): ProviderHealth {
    return { status: 'up' };
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    scope.signal.throwIfAborted();
    const text = speakable(request.text);
    if (!hasWords(text)) return;
    const spoken = await this.speak(text, request, scope.signal);
    for (const word of spoken.words) yield { type: 'word', ...word };
    const piece = samplesIn(PIECE_MS, spoken.sampleRate);
    for (let from = 0; from < spoken.pcm.length; from += piece) {
      scope.signal.throwIfAborted();
      const at = durationOf(from, spoken.sampleRate);
      const pcm = spoken.pcm.subarray(from, from + piece);
      yield { type: 'pcm', frame: { pcm, sampleRate: spoken.sampleRate, at } };
    }
  }

  async close(): Promise<void> {
    await this.flite.close();
  }

  private speak(text: string, { language, voice }: SynthesisRequest, signal: AbortSignal): Promise<Spoken> {
    return /^en\b/i.test(language)
      ? this.speakEnglish(text, voice, signal)
      : this.speakOther(text, language, signal);
  }

  private async speakEnglish(text: string, asked: string | null, signal: AbortSignal): Promise<Spoken> {
    const voice = fliteVoices.find(name => name === asked) ?? DEFAULT_VOICE;
    const { pcm, sampleRate, segments } = await this.flite.speak({ voice, text }, signal);
    const trimmed = trimSilence(pcm, sampleRate);
    const words = shifted(wordTimes(text, voicedStretches(segments)), trimmed.cutMs);
    return { pcm: trimmed.pcm, sampleRate, words };
  }

  private async speakOther(text: string, language: string, signal: AbortSignal): Promise<Spoken> {
    if (this.espeak === null) {
      throw new VoiceUnavailableError(
        `the embedded engine speaks English only: for ${language} install espeak-ng, or configure another provider`,
      );
    }
    const { pcm, sampleRate } = await espeak(this.espeak, text, language, signal);
    return { pcm: trimSilence(pcm, sampleRate).pcm, sampleRate, words: [] };
  }
}

const shifted = (words: readonly WordTime[], byMs: number): WordTime[] =>
  words.map(({ text, startMs, endMs }) => ({
    text,
    startMs: Math.max(0, startMs - byMs),
    endMs: Math.max(0, endMs - byMs),
  }));
