import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { ProviderError } from '@app/core';
import type { StreamingAnswer, StreamingJob, StreamingSetup } from './streaming.worker';

export type HeardAnswer = Extract<StreamingAnswer, { type: 'partial' | 'final' }>;

export interface RecogniserListener {
  answer(answer: HeardAnswer): void;
  /** The engine is gone; nothing more comes. */
  died(error: ProviderError): void;
}

/** An engine that hears many calls, each by its number. */
export interface Recogniser {
  readonly alive: boolean;
  /** @returns the number by which the call's jobs are known */
  attach(listener: RecogniserListener): number;
  /** The call is over: its listener hears nothing more. */
  detach(call: number): void;
  send(job: StreamingJob): void;
  close(): Promise<void>;
}

/**
 * sherpa-onnx in a process of its own, one model for all calls: its native code aborts the process it runs in when a
 * model does not suit it, and a thread would take the service along. A process that has ended stays so; start another.
 * Jobs may be sent while the model still loads.
 */
export class RecogniserProcess implements Recogniser {
  /** Resolves when the model is loaded; rejects with ProviderError `provider_unavailable`. */
  readonly ready: Promise<void>;
  private readonly child: ChildProcess;
  private readonly listeners = new Map<number, RecogniserListener>();
  private readonly loading = Promise.withResolvers<void>();
  private loaded = false;
  private lastWords = '';
  private calls = 0;
  private ended = false;

  /** @param engine the package to load; specs put a stand-in here */
  constructor(config: unknown, engine = 'sherpa-onnx-node') {
    this.ready = this.loading.promise;
    // Whoever does not wait for it is told through its listener.
    this.ready.catch(() => undefined);
    this.child = fork(join(__dirname, `streaming.worker${extname(__filename)}`), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.child.on('message', (answer: StreamingAnswer) => this.hear(answer));
    this.child.on('error', error => (this.lastWords = error.message));
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString()).slice(-500);
    });
    this.child.on('close', () => this.end());
    this.post({ type: 'setup', engine, config });
  }

  get alive(): boolean {
    return !this.ended;
  }

  attach(listener: RecogniserListener): number {
    this.listeners.set(++this.calls, listener);
    return this.calls;
  }

  detach(call: number): void {
    if (this.listeners.delete(call)) this.send({ type: 'forget', call });
  }

  send(job: StreamingJob): void {
    if (!this.ended) this.post(job);
  }

  /** Ends the process, whatever it is doing; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.ended) return;
    const gone = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await gone;
  }

  private post(message: StreamingSetup | StreamingJob): void {
    this.child.send(message, error => {
      if (error) this.lastWords ||= error.message;
    });
  }

  private hear(answer: StreamingAnswer): void {
    switch (answer.type) {
      case 'ready':
        this.loaded = true;
        this.loading.resolve();
        return;
      case 'partial':
      case 'final':
        this.listeners.get(answer.call)?.answer(answer);
        return;
      case 'failed':
        // A missing package lists the files that asked for it; the first line says which it is.
        this.lastWords = answer.message.split('\n')[0] ?? '';
        void this.close();
    }
  }

  private end(): void {
    this.ended = true;
    const words = this.lastWords.trim().replace(/\s+/g, ' ');
    const fault = this.loaded ? 'transient' : 'unavailable';
    const error = new ProviderError('sherpa', fault, `sherpa-onnx failed${words && `: ${words}`}`);
    this.loading.reject(error);
    const bereft = [...this.listeners.values()];
    this.listeners.clear();
    for (const listener of bereft) listener.died(error);
  }
}
