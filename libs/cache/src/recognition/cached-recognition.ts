import type { AudioFrame, FinalTranscript, Millis, Recognition, Transcript, TranscriptSink } from '@app/core';
import { UtteranceDigest } from './utterance-digest';
import type { Utterances } from './utterances';

/** An utterance that has ended and whose last final has not come. */
interface Awaited {
  readonly utterance: number;
  readonly sound: string;
  readonly from: Millis;
  readonly finals: FinalTranscript[];
  /** It was known: what the recogniser makes of it is not passed on. */
  known: boolean;
}

/**
 * Of a line. The recogniser listens all the time, since nobody knows before its end whether an utterance was heard before;
 * but then nobody has to wait for it.
 */
export class CachedRecognition implements Recognition {
  private readonly digest = new UtteranceDigest();
  private readonly inner: Recognition;
  private readonly awaited: Awaited[] = [];
  /** Finals of the utterance that is being heard, which may come before it ends. */
  private early: FinalTranscript[] = [];
  private utterance = 0;
  private from: Millis | null = null;
  private over = false;

  constructor(
    private readonly utterances: Utterances,
    private readonly sink: TranscriptSink,
    listen: (sink: TranscriptSink) => Recognition,
  ) {
    this.inner = listen({
      transcript: transcript => this.hear(transcript),
      failed: error => {
        this.over = true;
        sink.failed(error);
      },
    });
  }

  write(frame: AudioFrame): void {
    this.from ??= frame.at;
    this.digest.add(frame.pcm);
    this.inner.write(frame);
  }

  endUtterance(): void {
    const awaited: Awaited = {
      utterance: this.utterance++,
      sound: this.digest.take(),
      from: this.from ?? 0,
      finals: this.early,
      known: false,
    };
    this.from = null;
    this.early = [];
    this.awaited.push(awaited);
    this.inner.endUtterance();
    // Words that went out already cannot be said in another way.
    if (awaited.finals.length === 0) void this.lookUp(awaited);
  }

  close(): void {
    this.over = true;
    this.inner.close();
  }

  private async lookUp(awaited: Awaited): Promise<void> {
    const finals = await this.utterances.find(awaited.sound, awaited.utterance, awaited.from);
    const isFirst = this.awaited[0] === awaited && awaited.finals.length === 0;
    if (!finals || this.over || !isFirst) return;
    awaited.known = true;
    for (const final of finals) this.sink.transcript(final);
  }

  private hear(transcript: Transcript): void {
    if (this.over) return;
    if (transcript.type === 'partial') {
      if (!this.isKnown(transcript.utterance)) this.sink.transcript(transcript);
      return;
    }
    const awaited = this.awaited.find(({ utterance }) => utterance === transcript.utterance);
    (awaited?.finals ?? this.early).push(transcript);
    if (awaited && transcript.last) {
      this.awaited.splice(this.awaited.indexOf(awaited), 1);
      if (!awaited.known) this.utterances.keep(awaited.sound, awaited.finals, awaited.from);
    }
    if (awaited?.known !== true) this.sink.transcript(transcript);
  }

  private isKnown(utterance: number): boolean {
    return this.awaited.some(each => each.utterance === utterance && each.known);
  }
}
