import { setImmediate } from 'node:timers/promises';
import { toVoiceError } from '@app/core';
import type { AudioFrame, FinalTranscript, Millis, Recognition, TranscriptSink } from '@app/core';
import { UtteranceDigest } from './utterance-digest';
import type { Utterances } from './utterances';

/** So many frames are handed on before calls are served again: half a second. */
const FRAMES_AT_ONCE = 25;

/** Of a clip that is all there: the recogniser gets it only where it was not heard before. */
export class ClipRecognition implements Recognition {
  private readonly digest = new UtteranceDigest();
  private readonly asked: Recognition[] = [];
  private frames: AudioFrame[] = [];
  private utterance = 0;
  private closed = false;

  constructor(
    private readonly utterances: Utterances,
    private readonly sink: TranscriptSink,
    private readonly listen: (sink: TranscriptSink) => Recognition,
  ) {}

  write(frame: AudioFrame): void {
    this.digest.add(frame.pcm);
    this.frames.push({ ...frame, pcm: frame.pcm.slice() });
  }

  endUtterance(): void {
    const { frames } = this;
    this.frames = [];
    this.understand(frames, this.digest.take(), this.utterance++).catch((error: unknown) =>
      this.sink.failed(toVoiceError('stt', error)),
    );
  }

  close(): void {
    this.closed = true;
    this.frames = [];
    for (const asked of this.asked) asked.close();
  }

  private async understand(frames: readonly AudioFrame[], sound: string, utterance: number): Promise<void> {
    const from = frames[0]?.at ?? 0;
    const known = await this.utterances.find(sound, utterance, from);
    if (this.closed) return;
    if (known) for (const final of known) this.sink.transcript(final);
    else await this.ask(frames, this.listener(sound, utterance, from));
  }

  private listener(sound: string, utterance: number, from: Millis): TranscriptSink {
    const finals: FinalTranscript[] = [];
    return {
      transcript: transcript => {
        if (transcript.type === 'final') finals.push(transcript);
        if (transcript.type === 'final' && transcript.last) this.utterances.keep(sound, finals, from);
        this.sink.transcript({ ...transcript, utterance });
      },
      failed: error => this.sink.failed(error),
    };
  }

  private async ask(frames: readonly AudioFrame[], listener: TranscriptSink): Promise<void> {
    const asked = this.listen(listener);
    this.asked.push(asked);
    for (const [at, frame] of frames.entries()) {
      asked.write(frame);
      if (at % FRAMES_AT_ONCE === FRAMES_AT_ONCE - 1) await setImmediate();
      if (this.closed) return;
    }
    asked.endUtterance();
  }
}
