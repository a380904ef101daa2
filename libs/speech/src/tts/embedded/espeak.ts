import { mixToMono, parseWav } from '@app/audio';
import { ProviderError, VoiceUnavailableError, deriveAbort } from '@app/core';
import type { Clock, DerivedAbort } from '@app/core';
import type { SpokenChunk } from '../speaking/spoken-chunk';
import { spokenChunk } from '../speaking/spoken-chunk';
import type { SpokenWord } from '../speaking/spoken-word';
import { voicedRuns } from '../speaking/voiced-runs';
import { espeakLanguages, espeakVoice } from './espeak-languages';
import { findProgram } from './find-program';
import { runProgram } from './run-program';

const PROGRAM = 'espeak-ng';
/** It takes 20 ms for a sentence. A minute of its audio has 2.6 MB. */
const LIMITS = { timeoutMs: 10_000, maxBytes: 32 << 20 };

/**
 * The languages Flite has no voice for, by espeak-ng where the machine has it: a program of its own under the GPL, not a
 * part of this one. Looked for on each use until it is found.
 */
export class Espeak {
  private program: string | null = null;
  private languages: ReadonlySet<string> | null = null;
  private readonly running = new Map<DerivedAbort, Promise<Buffer>>();
  private closed: ProviderError | null = null;

  /** @param searchPath as in PATH */
  constructor(
    private readonly clock: Clock,
    private readonly searchPath: string,
  ) {}

  /** @throws VoiceUnavailableError saying what to install */
  async voiceFor(language: string, signal: AbortSignal): Promise<string> {
    const program = await this.find(language);
    this.languages ??= espeakLanguages((await this.run(program, ['--voices'], '', signal)).toString());
    const voice = espeakVoice(language, this.languages);
    if (voice === null)
      throw new VoiceUnavailableError(`neither Flite nor espeak-ng has a voice for ${language}`);
    return voice;
  }

  /** @param voice one that `voiceFor` gave */
  async speak(words: readonly SpokenWord[], voice: string, signal: AbortSignal): Promise<SpokenChunk> {
    const program = await this.find(voice);
    const text = words.map(word => word.say).join(' ');
    const wav = await this.run(program, ['-v', voice, '-b', '1', '--stdin', '--stdout'], text, signal);
    const { pcm, channels, sampleRate } = parseWav(wav);
    const mono = mixToMono(pcm, channels);
    return spokenChunk(mono, sampleRate, words, voicedRuns(mono, sampleRate));
  }

  /** Ends what runs; resolves when it is gone. */
  async close(): Promise<void> {
    const ending = [...this.running.values()];
    this.closed ??= new ProviderError('embedded', 'unavailable', 'synthesis is closed');
    for (const stop of this.running.keys()) stop.abort(this.closed);
    await Promise.allSettled(ending);
  }

  private async find(language: string): Promise<string> {
    this.program ??= await findProgram(PROGRAM, this.searchPath);
    if (this.program !== null) return this.program;
    throw new VoiceUnavailableError(
      `no voice for ${language}: the embedded one speaks English; install espeak-ng (Debian: apt-get install espeak-ng) for others`,
    );
  }

  private run(program: string, args: readonly string[], input: string, signal: AbortSignal): Promise<Buffer> {
    if (this.closed) return Promise.reject(this.closed);
    const stop = deriveAbort(signal);
    const work = runProgram(program, args, input, LIMITS, this.clock, stop.signal).finally(() => {
      stop.dispose();
      this.running.delete(stop);
    });
    this.running.set(stop, work);
    return work;
  }
}
