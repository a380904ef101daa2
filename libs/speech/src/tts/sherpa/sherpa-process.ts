import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { ProviderError } from '@app/core';
import type { SherpaAnswer, SherpaJob, SherpaSetup } from './sherpa.worker';

export type SherpaSpeech = Extract<SherpaAnswer, { type: 'speech' }>;

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: ProviderError) => void;
}

/**
 * sherpa-onnx in a process of its own: its native code ends the process it runs in when a model does not suit it, and no
 * caller may be lost to that. A process that has ended stays so; start another.
 */
export class SherpaProcess {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting<SherpaSpeech>>();
  private starting: Waiting<number> | null = null;
  private lastWords = '';
  private jobs = 0;
  private ended = false;

  private constructor() {
    const file = join(__dirname, `sherpa.worker${extname(__filename)}`);
    this.child = fork(file, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.child.on('message', (answer: SherpaAnswer) => this.hear(answer));
    this.child.on('error', error => (this.lastWords = error.message));
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString()).slice(-500);
    });
    this.child.on('close', () => this.end());
  }

  /** Loads the voice. @throws ProviderError `provider_unavailable` with the engine's last words */
  static async start(config: unknown): Promise<SherpaProcess> {
    const started = new SherpaProcess();
    await new Promise<number>((resolve, reject) => {
      started.starting = { resolve, reject };
      started.send({ config });
    }).catch(async (error: unknown) => {
      await started.close();
      throw error;
    });
    return started;
  }

  get alive(): boolean {
    return !this.ended;
  }

  /** One sentence after the other. Rejects with a ProviderError. */
  speak(text: string, speaker: number): Promise<SherpaSpeech> {
    if (this.ended) return Promise.reject(this.fault('transient'));
    const id = ++this.jobs;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ id, text, speaker });
    });
  }

  /** Ends the process, whatever it is doing; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.ended) return;
    const gone = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await gone;
  }

  private send(message: SherpaSetup | SherpaJob): void {
    this.child.send(message, error => {
      if (error) this.lastWords ||= error.message;
    });
  }

  private hear(answer: SherpaAnswer): void {
    switch (answer.type) {
      case 'ready':
        this.starting?.resolve(answer.speakers);
        this.starting = null;
        return;
      case 'speech':
        this.take(answer.id)?.resolve(answer);
        return;
      case 'failed':
        this.lastWords = answer.message;
        if (answer.id === null) this.starting?.reject(this.fault('unavailable'));
        else this.take(answer.id)?.reject(this.fault('transient'));
    }
  }

  private take(id: number): Waiting<SherpaSpeech> | undefined {
    const found = this.waiting.get(id);
    this.waiting.delete(id);
    return found;
  }

  private end(): void {
    this.ended = true;
    this.starting?.reject(this.fault('unavailable'));
    for (const { reject } of this.waiting.values()) reject(this.fault('transient'));
    this.waiting.clear();
  }

  private fault(kind: 'unavailable' | 'transient'): ProviderError {
    const words = this.lastWords.trim().replace(/\s+/g, ' ');
    return new ProviderError('sherpa', kind, `sherpa-onnx failed${words && `: ${words}`}`);
  }
}
