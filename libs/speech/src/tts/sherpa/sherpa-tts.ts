import { VoiceUnavailableError, raceAbort } from '@app/core';
import type {
  Clock,
  Millis,
  ProviderHealth,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';
import { chunksOf } from '../speaking/chunks';
import { sayPlainly } from '../speaking/say-plainly';
import { speakInChunks } from '../speaking/speak-in-chunks';
import { spokenChunk } from '../speaking/spoken-chunk';
import type { SpokenChunk } from '../speaking/spoken-chunk';
import { spokenWords } from '../speaking/spoken-word';
import type { SpokenWord } from '../speaking/spoken-word';
import { voicedRuns } from '../speaking/voiced-runs';
import { WaitingLine } from '../waiting-line';
import { SherpaProcess } from './sherpa-process';
import type { SherpaSpeech } from './sherpa-process';
import type { SherpaTtsSettings } from './sherpa-tts-settings';
import { readSherpaVoice } from './sherpa-voice';

/** A sentence that takes longer hangs: its process is ended, and the next sentence starts another. */
const LONGEST_SENTENCE_MS: Millis = 30_000;

/**
 * Neural speech by sherpa-onnx with the voice in SHERPA_TTS_MODEL, one sentence at a time, at the voice's own rate.
 * `voice` is the number of a speaker; any other name falls back to the configured one. Word times are estimated.
 */
export class SherpaTextToSpeech implements TextToSpeech {
  readonly name = 'sherpa';
  private readonly line = new WaitingLine(1);
  private closed = false;

  private constructor(
    private readonly settings: SherpaTtsSettings,
    private readonly clock: Clock,
    private readonly config: unknown,
    private process: SherpaProcess,
  ) {}

  /** @throws ProviderError `provider_unavailable` when there is no voice, or sherpa-onnx does not take it */
  static async start(settings: SherpaTtsSettings, clock: Clock): Promise<SherpaTextToSpeech> {
    const { kind, files, ruleFsts } = await readSherpaVoice(settings.model);
    const model = { [kind]: files, numThreads: settings.threads, debug: false, provider: 'cpu' };
    const config = { model, maxNumSentences: 1, ruleFsts };
    return new SherpaTextToSpeech(settings, clock, config, await SherpaProcess.start(config));
  }

  get waiting(): number {
    return this.line.length;
  }

  get variant(): string {
    const { model, speaker } = this.settings;
    return `${model} ${speaker}`;
  }

  health(): ProviderHealth {
    if (this.closed) return { status: 'down', reason: 'closed' };
    return this.process.alive
      ? { status: 'up' }
      : { status: 'degraded', reason: 'sherpa-onnx ended; it is started anew' };
  }

  async *synthesize(
    { text, language, voice }: SynthesisRequest,
    { signal }: Scope,
  ): AsyncGenerator<SpeechPart> {
    if (!this.speaks(language))
      throw new VoiceUnavailableError(`the sherpa voice does not speak ${language}`);
    const speaker = voice !== null && /^\d{1,5}$/.test(voice) ? Number(voice) : this.settings.speaker;
    const chunks = chunksOf(spokenWords(text, language, sayPlainly));
    yield* speakInChunks(chunks, (words, signal) => this.speak(words, speaker, signal), signal);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.process.close();
  }

  private speaks(language: string): boolean {
    const tag = language.toLowerCase();
    return this.settings.languages.some(each => `${tag}-`.startsWith(`${each.toLowerCase()}-`));
  }

  private async speak(
    words: readonly SpokenWord[],
    speaker: number,
    signal: AbortSignal,
  ): Promise<SpokenChunk> {
    const text = words.map(word => word.say).join(' ');
    await this.line.enter(signal);
    const work = this.work(text, speaker).finally(() => this.line.leave());
    const { pcm, sampleRate } = await raceAbort(work, signal);
    return spokenChunk(pcm, sampleRate, words, voicedRuns(pcm, sampleRate));
  }

  /** One in work when its turn is over ends by itself; the next waits for it. */
  private async work(text: string, speaker: number): Promise<SherpaSpeech> {
    const process = await this.running();
    const watchdog = this.clock.after(LONGEST_SENTENCE_MS, () => void process.close());
    return process.speak(text, speaker).finally(() => watchdog.cancel());
  }

  private async running(): Promise<SherpaProcess> {
    if (this.closed || this.process.alive) return this.process;
    const started = await SherpaProcess.start(this.config);
    this.process = started;
    // Closed while it loaded.
    if (this.health().status === 'down') await started.close();
    return started;
  }
}
