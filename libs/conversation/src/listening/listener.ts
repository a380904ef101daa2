import { FRAME_MS } from '@app/core';
import type {
  AudioFrame,
  Clock,
  FrameStage,
  Millis,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  SpeechVerdict,
  Transcript,
  VoiceActivity,
  VoiceActivityDetector,
  VoiceError,
} from '@app/core';
import { EchoGate } from './echo-gate';
import type { EchoReference } from './echo-reference';
import { Intake } from './intake';

/** How much before the detected onset the recogniser is given, so that first words are whole. */
const PRE_ROLL_MS: Millis = 320;

export interface ListenerParts {
  readonly clock: Clock;
  readonly voiceActivity: VoiceActivity;
  readonly speechToText: SpeechToText;
  readonly stages: readonly FrameStage[];
  readonly scope: Scope;
  /** What the caller hears, and might send back. */
  readonly echo: EchoReference;
  /** 8000 or 16000 Hz. */
  readonly sampleRate: number;
}

export interface ListenerSink {
  verdict(verdict: SpeechVerdict): void;
  transcript(transcript: Transcript): void;
  recognitionFailed(error: VoiceError): void;
  /** The media time that `alarmAt` named is reached. */
  alarm(): void;
}

/** The way in: caller audio → frames → stages → voice activity → echo gate → recogniser. All of it in plain calls. */
export class Listener {
  private readonly intake: Intake;
  private readonly detector: VoiceActivityDetector;
  private readonly gate: EchoGate;
  private recognition: Recognition | null = null;
  private recogniser: string | null = null;
  /** What the present recognition was opened for. */
  private openedFor = '';
  private utterancesClosed = 0;
  private writing = false;
  /** Media time of the last onset, and of the end of speech before it. */
  private onsetAt: Millis = 0;
  private silentAt: Millis = 0;
  private alarmTime: Millis = Number.POSITIVE_INFINITY;
  /** Index of the next frame the recogniser is to get. */
  private nextFrame = 0;
  private busyMs: Millis = 0;
  /** Clock time of the audio being taken in. */
  private heardAt: Millis = 0;

  constructor(
    private readonly parts: ListenerParts,
    private readonly sink: ListenerSink,
    private language: string,
  ) {
    this.intake = new Intake(parts.sampleRate, frame => this.onFrame(frame));
    this.gate = new EchoGate(parts.echo, verdict => this.onVerdict(verdict));
    this.detector = parts.voiceActivity.open(parts.sampleRate, verdict =>
      this.gate.verdict(verdict, parts.clock.now()),
    );
  }

  /** The provider that writes down what is heard; null before it was needed. */
  get servedBy(): string | null {
    return this.recogniser;
  }

  get mediaTime(): Millis {
    return this.intake.mediaTime;
  }

  /**
   * @param pcm mono, any length; lent
   * @param now clock time
   */
  hear(pcm: Int16Array, sampleRate: number, now: Millis): void {
    this.heardAt = now;
    this.intake.write(pcm, sampleRate);
    this.busyMs += this.parts.clock.now() - this.heardAt;
  }

  /** Time spent on the listen path since this was last asked. */
  takeBusyMs(): Millis {
    const busy = this.busyMs;
    this.busyMs = 0;
    return busy;
  }

  openUtterance(): void {
    if (this.writing) return;
    this.writing = true;
    if (this.openedFor !== this.language) this.dropRecognition();
    this.recognition ??= this.openRecognition();
    const { ring } = this.intake;
    // Not before the last speech ended: its words were heard. But what came since may begin a word, heard before or not.
    const from = Math.max(this.onsetAt - PRE_ROLL_MS, this.silentAt);
    this.nextFrame = Math.max(Math.floor(from / FRAME_MS), ring.oldest);
    this.writeFrames();
  }

  closeUtterance(): void {
    if (!this.writing) return;
    this.writing = false;
    this.utterancesClosed++;
    this.recognition?.endUtterance();
  }

  /** Tells once when so much media time has passed: audio may come faster than the clock goes. */
  alarmAt(mediaTime: Millis): void {
    this.alarmTime = mediaTime;
  }

  /** What was heard over the reply held no words. */
  suspectEcho(): void {
    this.gate.mistaken();
  }

  /** Takes effect with the next utterance. */
  expectLanguage(language: string): void {
    this.language = language;
  }

  close(): void {
    this.dropRecognition();
    this.detector.close();
    for (const stage of this.parts.stages) stage.close?.();
  }

  private onVerdict(verdict: SpeechVerdict): void {
    if (verdict.type === 'speech-started') this.onsetAt = verdict.at;
    else this.silentAt = verdict.at;
    this.sink.verdict(verdict);
  }

  private onFrame(frame: AudioFrame): void {
    const { stages } = this.parts;
    for (let i = 0; i < stages.length; i++) stages[i]!.process(frame);
    this.detector.process(frame);
    this.gate.frame(frame, this.heardAt);
    if (this.writing) this.writeFrames();
    if (frame.at + FRAME_MS >= this.alarmTime) this.ring();
  }

  private ring(): void {
    this.alarmTime = Number.POSITIVE_INFINITY;
    this.sink.alarm();
  }

  private writeFrames(): void {
    const { ring } = this.intake;
    for (; this.nextFrame < ring.count; this.nextFrame++) this.recognition?.write(ring.get(this.nextFrame));
  }

  private openRecognition(): Recognition {
    const { speechToText, sampleRate, scope } = this.parts;
    const options: RecognitionOptions = { language: this.language, sampleRate, phrases: [] };
    this.openedFor = this.language;
    // A new recognition counts its utterances from 0 again; the call goes on counting.
    const before = this.utterancesClosed;
    const recognition = speechToText.open(
      options,
      {
        transcript: heard => this.sink.transcript({ ...heard, utterance: heard.utterance + before }),
        // Later, because a provider may fail before `open` has returned.
        failed: error => queueMicrotask(() => this.onFailure(recognition, error)),
      },
      { ...scope, servedBy: provider => (this.recogniser = provider) },
    );
    return recognition;
  }

  private onFailure(recognition: Recognition, error: VoiceError): void {
    if (this.recognition !== recognition) return;
    this.dropRecognition();
    this.sink.recognitionFailed(error);
  }

  private dropRecognition(): void {
    this.recognition?.close();
    this.recognition = null;
  }
}
