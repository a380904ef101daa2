import type { Clock, FinalTranscript, Millis, ProviderError, Timer } from '@app/core';
import { timedOut } from '../../azure/speech-failure';
import type { Ear, EarListener } from './ear';
import type { HeardPhrase, Hypothesis } from './heard-phrase';
import type { Utterance } from './utterance';

/** More silence than the service asks for: its clock and ours are not the same. */
const MORE_SILENCE_MS: Millis = 200;
/** An utterance in which the service has not guessed anything yet is asked about so soon after it. */
const WORDLESS_MS: Millis = 400;
/** Asked for all it knows, the service has so long to answer. */
const FINISH_MS: Millis = 1_500;
/** Speech without any answer for so long: the service, or the SDK, is stuck. */
const STALL_MS: Millis = 2_500;
/** The SDK keeps all audio since the last phrase; it is not let keep more than this. */
const LONGEST_MS: Millis = 60_000;
/** What is taken along from such audio: the beginning of a word. */
const TAKEN_ALONG_MS: Millis = 1_000;
/** A service further behind is not waited for before a guess counts as settled. */
const LONGEST_LAG_MS: Millis = 1_000;
/** The lag is the longest of late: it is forgotten by so much with each guess. */
const LAG_KEPT = 0.8;

export interface HearingSettings {
  readonly segmentationMs: Millis;
  readonly finalMs: Millis;
}

/** Whom a hearing tells. */
export interface HearingOwner {
  /** The service answers: it is well. */
  answered(): void;
  guessed(utterance: Utterance): void;
  understood(final: FinalTranscript): void;
  /** The last of this utterance. */
  concluded(utterance: Utterance, last: FinalTranscript): void;
  /** It takes no more audio but has not told everything yet. @param rest utterances that are to go to another */
  finishing(hearing: Hearing, rest: readonly Utterance[]): void;
  /** Nothing more is told. @param rest utterances without their last final that are to go to another */
  over(hearing: Hearing, rest: readonly Utterance[], error: ProviderError | null): void;
}

/** Where an utterance lies in the audio of one ear. */
interface Stretch {
  readonly utterance: Utterance;
  /** Of its first sample that this ear was given. */
  readonly fromMs: Millis;
  /** The utterance's time where the ear's is 0. */
  readonly shiftMs: Millis;
  /** Clock time by which its last final should have come; it counts once the utterance has ended. */
  dueAt: Millis;
}

/** One ear at work for one call: the utterances it was given one after the other, and what it makes of them. */
export class Hearing implements EarListener {
  /** How far the service is behind what it is sent. */
  lagMs: Millis = 0;
  private stretches: Stretch[] = [];
  private sentMs: Millis = 0;
  private phraseMs: Millis = 0;
  private unansweredMs: Millis = 0;
  private unansweredSince: Millis = 0;
  private state: 'listening' | 'finishing' | 'over' = 'listening';
  private timer: Timer | null = null;
  private readonly silence: ArrayBuffer;

  constructor(
    private readonly ear: Ear,
    private readonly sampleRate: number,
    phrases: readonly string[],
    private readonly settings: HearingSettings,
    private readonly clock: Clock,
    private readonly owner: HearingOwner,
  ) {
    const ms = settings.segmentationMs + MORE_SILENCE_MS;
    this.silence = new ArrayBuffer(Math.round((ms * sampleRate) / 1000) * 2);
    ear.listen(sampleRate, phrases, this);
  }

  get resource(): string {
    return this.ear.resource;
  }

  /** @param buffer the newest of the utterance's audio */
  write(utterance: Utterance, buffer: ArrayBuffer): void {
    if (this.state !== 'listening') return;
    const ms = this.msOf(buffer);
    if (this.stretches.at(-1)?.utterance !== utterance) this.begin(utterance, utterance.audio.lengthMs - ms);
    this.send(buffer);
    if (this.isStuck(utterance, ms)) this.stall(utterance);
    else if (this.sentMs - this.phraseMs > LONGEST_MS) this.makeRoom(utterance);
  }

  /** What another ear did not answer to. */
  adopt(utterance: Utterance): void {
    this.begin(utterance, utterance.audio.fromMs);
    for (const buffer of utterance.audio.buffers) this.send(buffer);
    if (utterance.ended) this.end(utterance);
  }

  /** It is all of this utterance: the silence follows that makes the service finish it. */
  end(utterance: Utterance): void {
    this.send(this.silence);
    this.expect(this.stretches.find(each => each.utterance === utterance));
    if (utterance.allUnderstood) queueMicrotask(() => this.conclude(utterance));
  }

  close(): void {
    this.state = 'over';
    this.timer?.cancel();
    this.ear.close();
  }

  opened(): void {
    this.unansweredSince = this.clock.now();
    for (const stretch of this.stretches) this.expect(stretch);
  }

  hypothesis({ text, startMs, endMs }: Hypothesis): void {
    this.unansweredMs = 0;
    const stretch = this.stretchAt(startMs);
    if (!stretch || text === '') return;
    const { utterance, shiftMs } = stretch;
    // One that was on its way when its final came.
    if (endMs + shiftMs <= utterance.understoodMs) return;
    if (!utterance.ended) {
      const lag = Math.min(LONGEST_LAG_MS, this.sentMs - endMs);
      this.lagMs = Math.max(lag, this.lagMs * LAG_KEPT);
    }
    if (utterance.guess(text, endMs + shiftMs)) this.owner.guessed(utterance);
    this.expect(stretch);
  }

  phrase(phrase: HeardPhrase): void {
    this.unansweredMs = 0;
    this.phraseMs = Math.max(this.phraseMs, phrase.endMs);
    this.owner.answered();
    const stretch = this.stretchAt(phrase.startMs);
    if (!stretch) return;
    const { utterance, shiftMs } = stretch;
    this.concludeBefore(stretch);
    const endMs = phrase.endMs + shiftMs;
    // The same once more.
    if (utterance.understoodMs > 0 && endMs <= utterance.understoodMs) return;
    const last = utterance.ended && this.isLast(utterance, endMs);
    const final = utterance.understand(phrase, shiftMs, last);
    if (last) this.remove(utterance, final);
    else if (final.text !== '') this.owner.understood(final);
    this.expect(stretch);
  }

  finished(): void {
    this.leave();
    this.ear.close();
    for (const { utterance } of [...this.stretches]) this.conclude(utterance);
    this.owner.over(this, [], null);
  }

  failed(error: ProviderError): void {
    this.leave();
    this.owner.over(this, this.rest(), error);
  }

  private stretchAt(ms: Millis): Stretch | undefined {
    return this.stretches.findLast(({ fromMs }) => ms >= fromMs);
  }

  /** Finals come in order: there will be none any more for what lies before this one. */
  private concludeBefore(stretch: Stretch): void {
    for (const { utterance } of this.stretches.slice(0, this.stretches.indexOf(stretch)))
      this.conclude(utterance);
  }

  /** Whether only silence follows: after the last sound, or nothing but what ended the phrase. */
  private isLast(utterance: Utterance, endMs: Millis): boolean {
    return utterance.reachesTheEnd(endMs) || endMs + this.settings.segmentationMs >= utterance.writtenMs;
  }

  private begin(utterance: Utterance, fromMs: Millis): void {
    this.stretches.push({ utterance, fromMs: this.sentMs, shiftMs: fromMs - this.sentMs, dueAt: 0 });
  }

  private send(buffer: ArrayBuffer): void {
    this.sentMs += this.msOf(buffer);
    this.ear.write(buffer);
  }

  /** From now on there is so much time for the last final of this one. */
  private expect(stretch: Stretch | undefined): void {
    if (stretch) {
      const wordless = stretch.utterance.partial === '';
      stretch.dueAt = this.clock.now() + (wordless ? WORDLESS_MS : this.settings.finalMs);
    }
    this.wait();
  }

  /** Watches over the oldest utterance that only waits for its last final. */
  private wait(): void {
    if (this.state === 'over') return;
    const open = this.stretches.find(({ utterance }) => utterance.ended);
    if (this.state === 'finishing') {
      if (!open) this.finished();
      return;
    }
    this.timer?.cancel();
    if (!open || !this.ear.isOpen) return;
    this.timer = this.clock.after(Math.max(0, open.dueAt - this.clock.now()), () => this.finish());
  }

  /** Asks for all the service knows, by ending the audio. */
  private finish(): void {
    this.state = 'finishing';
    this.ear.finish();
    const rest = this.stretches.filter(({ utterance }) => !utterance.ended).map(({ utterance }) => utterance);
    this.stretches = this.stretches.filter(({ utterance }) => utterance.ended);
    this.timer?.cancel();
    this.timer = this.clock.after(FINISH_MS, () => this.giveUp());
    this.owner.finishing(this, rest);
    this.wait();
  }

  /** Guesses are better than nothing; of what was not even guessed another ear may make something. */
  private giveUp(): void {
    const error = timedOut('last final');
    this.leave();
    this.ear.giveUp(error);
    for (const { utterance } of [...this.stretches]) {
      if (utterance.isSilent || utterance.partial !== '' || utterance.understoodMs > 0)
        this.conclude(utterance);
      else utterance.rehearings++;
    }
    this.owner.over(this, this.rest(), error);
  }

  private isStuck(utterance: Utterance, ms: Millis): boolean {
    if (utterance.quietMs >= ms || !this.ear.isOpen) return false;
    if (this.unansweredMs === 0) this.unansweredSince = this.clock.now();
    this.unansweredMs += ms;
    return (
      this.unansweredMs >= STALL_MS &&
      this.clock.now() - this.unansweredSince >= STALL_MS &&
      utterance.rehearings === 0
    );
  }

  private stall(utterance: Utterance): void {
    const error = timedOut('answer to speech');
    utterance.rehearings++;
    this.leave();
    this.ear.giveUp(error);
    this.owner.over(this, this.rest(), error);
  }

  private makeRoom(utterance: Utterance): void {
    if (utterance.partial === '') utterance.audio.dropBefore(utterance.audio.lengthMs - TAKEN_ALONG_MS);
    this.finish();
  }

  private leave(): void {
    this.state = 'over';
    this.timer?.cancel();
  }

  private rest(): readonly Utterance[] {
    return this.stretches.map(({ utterance }) => utterance);
  }

  private conclude(utterance: Utterance): void {
    if (this.stretches.some(each => each.utterance === utterance))
      this.remove(utterance, utterance.conclude());
  }

  private remove(utterance: Utterance, last: FinalTranscript): void {
    this.stretches = this.stretches.filter(each => each.utterance !== utterance);
    this.owner.concluded(utterance, last);
  }

  private msOf(buffer: ArrayBuffer): Millis {
    return (buffer.byteLength / 2 / this.sampleRate) * 1000;
  }
}
