import type { Clock, ProviderHealth, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import { chunksOf } from '../speaking/chunks';
import { sayPlainly } from '../speaking/say-plainly';
import { speakInChunks } from '../speaking/speak-in-chunks';
import { spokenWords } from '../speaking/spoken-word';
import type { EmbeddedTtsSettings } from './embedded-tts-settings';
import { sayEnglish } from './english';
import { Espeak } from './espeak';
import { Flite } from './flite';
import { isFliteVoice } from './flite-voices';

/**
 * Speaks without a network: English by Flite (voices `slt`, `rms`, `awb`, `kal16`; any other name falls back to the
 * configured one), other languages by espeak-ng where it is installed. Rates are the engines' own: 16 and 22.05 kHz.
 */
export class EmbeddedTextToSpeech implements TextToSpeech {
  readonly name = 'embedded';
  private closed = false;

  private constructor(
    private readonly settings: EmbeddedTtsSettings,
    private readonly flite: Flite,
    private readonly espeak: Espeak,
  ) {}

  /** @param searchPath where espeak-ng is looked for, as in PATH */
  static async start(
    settings: EmbeddedTtsSettings,
    clock: Clock,
    searchPath: string = process.env['PATH'] ?? '',
  ): Promise<EmbeddedTextToSpeech> {
    const flite = await Flite.start('embedded', settings.workers, clock, settings.voice);
    return new EmbeddedTextToSpeech(settings, flite, new Espeak(clock, searchPath));
  }

  /** Sentences in work. */
  get busy(): number {
    return this.flite.busy;
  }

  get waiting(): number {
    return this.flite.waiting;
  }

  get variant(): string {
    return this.settings.voice;
  }

  health(): ProviderHealth {
    return this.closed ? { status: 'down', reason: 'closed' } : { status: 'up' };
  }

  async *synthesize(request: SynthesisRequest, { signal }: Scope): AsyncGenerator<SpeechPart> {
    if (/^en\b/i.test(request.language)) yield* this.inEnglish(request, signal);
    else yield* this.inOtherLanguage(request, signal);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.flite.close(), this.espeak.close()]);
  }

  private inEnglish(
    { text, language, voice: wanted }: SynthesisRequest,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart> {
    const voice = isFliteVoice(wanted) ? wanted : this.settings.voice;
    const chunks = chunksOf(spokenWords(text, language, sayEnglish));
    return speakInChunks(chunks, (words, signal) => this.flite.speak(words, voice, signal), signal);
  }

  private async *inOtherLanguage(
    { text, language }: SynthesisRequest,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart> {
    const voice = await this.espeak.voiceFor(language, signal);
    const chunks = chunksOf(spokenWords(text, language, sayPlainly));
    yield* speakInChunks(chunks, (words, signal) => this.espeak.speak(words, voice, signal), signal);
  }
}
