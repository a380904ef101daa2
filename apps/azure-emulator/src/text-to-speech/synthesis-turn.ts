import type { Millis } from '@app/core';
import type { Answer } from '../faults/answer';
import { randomId } from '../server/speech-peer';
import type { SpeechPeer } from '../server/speech-peer';
import { boundariesOf, sessionEnd } from './boundaries';
import type { Boundary } from './boundaries';
import type { OutputFormat } from './output-format';
import type { EncodedSpeech, SpeechStore } from './speech-store';
import type { SynthesisRequest } from './synthesis-request';

/** Audio in one message. */
const CHUNK_MS: Millis = 100;

/** What was sent of a turn's audio; the log shows it as it grows. */
class SentAudio {
  chunks = 0;
  bytes = 0;
  ms: Millis = 0;
  constructor(readonly format: string) {}
}

/** One synthesis: a text, or several that stream in, spoken one after the other under one request id. */
export class SynthesisTurn {
  private readonly answer: Answer;
  private readonly streamId = randomId();
  private readonly sent: SentAudio;
  private spoken: Promise<void> = Promise.resolve();
  private startedMs: Millis | null = null;
  private over = false;

  constructor(
    private readonly peer: SpeechPeer,
    private readonly id: string,
    private readonly request: SynthesisRequest,
    private readonly format: OutputFormat,
    private readonly store: SpeechStore,
  ) {
    this.answer = peer.answer(peer.streamFaults());
    this.sent = new SentAudio(request.format);
  }

  /** Speaks this after what was to be spoken before. */
  say(text: string, language: string): void {
    this.begin();
    const speech = this.store.speak(text, language, this.format);
    this.spoken = this.spoken
      .then(() => speech)
      .then(encoded => this.stream(encoded))
      .catch((error: unknown) => this.fail(error));
  }

  /** Nothing more is to be said: the turn ends when all is spoken. */
  finish(): void {
    this.begin();
    void this.spoken.then(() => this.end());
  }

  /** Stops speaking; the turn ends as if that had been all. */
  stop(): void {
    this.end();
  }

  /** The connection is gone, or the client has begun another turn. */
  close(): void {
    this.over = true;
  }

  private begin(): void {
    if (this.startedMs !== null) return;
    this.startedMs = this.peer.emulation.clock.now();
    const context = { serviceTag: randomId() };
    this.send('turn.start', { context });
    this.send('response', { context, audio: { type: 'inline', streamId: this.streamId } });
    this.peer.log('audio', this.id, this.sent);
  }

  private stream(speech: EncodedSpeech): Promise<void> {
    const { peer } = this;
    const base = this.sent.ms;
    const words = speech.words.map(word => ({
      ...word,
      startMs: base + word.startMs,
      endMs: base + word.endMs,
    }));
    const boundaries = boundariesOf(words, this.request);
    const first = base > 0 ? 0 : (this.startedMs ?? 0) + peer.delay('tts-first') - peer.emulation.clock.now();
    const { promise, resolve } = Promise.withResolvers<void>();
    const endMs = base + speech.durationMs;
    const run = (from: number): void => {
      for (let at = from, wait = 0; wait <= 0; at += this.chunkBytes) {
        if (this.over || at >= speech.data.length) return resolve();
        this.chunk(speech.data.subarray(at, at + this.chunkBytes), boundaries, endMs);
        wait = peer.delay('tts-chunk');
        if (wait > 0) peer.timers.after(wait, () => run(at + this.chunkBytes));
      }
    };
    peer.timers.after(first, () => run(0));
    return promise;
  }

  private chunk(data: Uint8Array, boundaries: Boundary[], endMs: Millis): void {
    const ms = data.length / this.format.bytesPerMs;
    // What lies in this chunk is told before it; with the last one, all that is left.
    const until = this.sent.ms + ms >= endMs - 1 ? Infinity : this.sent.ms + ms;
    const due = boundaries.filter(({ atMs }) => atMs < until);
    boundaries.splice(0, due.length);
    if (due.length > 0) this.send('audio.metadata', { Metadata: due.map(each => each.metadata) });
    this.peer.audio(this.answer, this.id, this.streamId, this.format.contentType, data, ms);
    if (this.answer.over) return;
    this.sent.chunks++;
    this.sent.bytes += data.length;
    this.sent.ms += ms;
  }

  private end(): void {
    if (this.over) return;
    if (this.request.sessionEnd) this.send('audio.metadata', { Metadata: [sessionEnd(this.sent.ms)] });
    this.send('turn.end', {});
    this.close();
  }

  private fail(error: unknown): void {
    if (this.over) return;
    this.close();
    this.peer.close(1011, error instanceof Error ? error.message.slice(0, 100) : 'synthesis failed');
  }

  private send(path: string, body: object): void {
    if (!this.over) this.peer.text(this.answer, this.id, path, body);
  }

  private get chunkBytes(): number {
    return CHUNK_MS * this.format.bytesPerMs;
  }
}
