import { loadScript, phrasesOf } from '@app/ai';
import { noDeadline, systemClock } from '@app/core';
import type { CallId, Millis, Recognition, SpeechToText, Transcript } from '@app/core';
import { embeddedStt } from '@app/speech';
import type { Ear, EarSink, Heard, Listening, Recognizer } from './recognizer';

/** Really listens, with the engine that knows the phrases of the reply script: English at 8 or 16 kHz. */
export class EmbeddedRecognizer implements Recognizer {
  private constructor(private readonly engine: SpeechToText) {}

  /** @param phrases that can be heard at once; what is spoken beside so many is heard as nothing */
  static async start(phrases: number, warn: (message: string) => void): Promise<EmbeddedRecognizer> {
    const make = await embeddedStt.load();
    const settings = new embeddedStt.settings();
    settings.maxCalls = phrases;
    const known = phrasesOf(loadScript());
    return new EmbeddedRecognizer(await make(settings, { clock: systemClock, phrases: known, warn }));
  }

  listen(listening: Listening, sink: EarSink): Ear {
    return new EmbeddedEar(this.engine, listening, sink);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

const nothing: Heard = { text: '', words: [], confidence: 0, language: null };

class EmbeddedEar implements Ear {
  private readonly abort = new AbortController();
  private readonly recognition: Recognition;
  private elapsedMs: Millis;
  private ended = false;
  /** The recognition broke before the phrase was over. */
  private failed = false;

  constructor(
    engine: SpeechToText,
    private readonly listening: Listening,
    private readonly sink: EarSink,
  ) {
    this.elapsedMs = -listening.preRollMs;
    const { language, sampleRate, connection } = listening;
    this.recognition = engine.open(
      { language, sampleRate, phrases: [] },
      { transcript: transcript => this.take(transcript), failed: () => this.fail() },
      { callId: connection as CallId, signal: this.abort.signal, deadline: noDeadline },
    );
  }

  hear(pcm: Int16Array): void {
    const { sampleRate } = this.listening;
    // The recogniser takes frames, and is made for 20 ms of them.
    const frame = sampleRate / 50;
    for (let from = 0; from < pcm.length; from += frame) {
      const part = pcm.subarray(from, from + frame);
      this.recognition.write({ pcm: part, sampleRate, at: this.elapsedMs });
      this.elapsedMs += (part.length / sampleRate) * 1000;
    }
  }

  end(): void {
    this.ended = true;
    if (this.failed) this.sink.final(nothing);
    else this.recognition.endUtterance();
  }

  close(): void {
    this.recognition.close();
  }

  private take(transcript: Transcript): void {
    if (transcript.type === 'partial') {
      if (transcript.text !== '') this.sink.partial(transcript.text, this.elapsedMs);
      return;
    }
    const words = transcript.words.map(({ text, startMs, endMs }) => ({
      text,
      startMs: Math.max(0, startMs),
      endMs: Math.max(0, endMs),
    }));
    this.recognition.close();
    this.sink.final({ text: transcript.text, words, confidence: transcript.confidence, language: null });
  }

  private fail(): void {
    this.failed = true;
    if (this.ended) this.sink.final(nothing);
  }
}
