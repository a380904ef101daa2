import type { Millis } from '@app/core';
import type { FaultPlan } from '../faults/fault-plan';
import type { ActiveRule, FaultRule } from '../faults/fault-rule';
import type { ReplyBook } from '../openai/replies/reply-book';
import type { Emulation } from '../server/emulation';
import type { OpenConnection, SpeechDoor } from '../server/speech-door';
import type { Fixture, FixtureRecognizer } from '../speech-to-text/fixture-recognizer';
import type { Said, SaidQueue } from '../speech-to-text/said-queue';
import type { TrackRecognizer } from '../speech-to-text/track/track-recognizer';
import type { LogEntry, LogFilter } from './request-log';
import type { Scenario } from './scenario';
import type { Settings } from './settings';

/** What the emulator is told to hear, in all the ways there are. */
export interface HeardByOrder {
  readonly said: SaidQueue;
  readonly fixtures: FixtureRecognizer;
  readonly track: TrackRecognizer;
}

/** Numbers at a glance. */
export interface EmulatorStats {
  readonly upMs: Millis;
  /** Connections of speech that were asked for, and those that are open. */
  readonly asked: Readonly<Record<'stt' | 'tts', number>>;
  readonly open: Readonly<Record<'stt' | 'tts', number>>;
  /** Requests of chat and embeddings. */
  readonly requests: number;
  /** Utterances that wait for a phrase. */
  readonly utterances: number;
  readonly faultsStruck: number;
}

/** The levers of an emulator, for tests in the same process; the control API has the same ones. */
export class ControlPanel {
  private replyBook: ReplyBook = { kind: 'echo' };
  private readonly startedAt: Millis;
  /** The doors are made with the panel, so they come later. */
  private doors: { readonly speech: SpeechDoor; readonly requests: () => number } | null = null;

  constructor(
    private readonly emulation: Emulation,
    private readonly heard: HeardByOrder,
    private readonly usual: Readonly<Settings>,
    /** The scenario it was started with: `reset` goes back to it. */
    private readonly beginning: Scenario,
  ) {
    this.startedAt = emulation.clock.now();
    this.play(beginning);
  }

  watch(speech: SpeechDoor, requests: () => number): void {
    this.doors = { speech, requests };
  }

  get replies(): ReplyBook {
    return this.replyBook;
  }

  get settings(): Readonly<Settings> {
    return this.emulation.settings;
  }

  get faults(): FaultPlan {
    return this.emulation.faults;
  }

  /** Plays a scenario on top of what is there; lists of faults and utterances grow, everything else is replaced. */
  play({ settings, faults, utterances, fixtures, track, replies }: Scenario): void {
    if (settings) this.change(settings);
    if (faults) this.inject(...faults);
    if (utterances) this.hears(...utterances);
    if (fixtures) this.useFixtures(fixtures);
    if (track) this.heard.track.use(track);
    if (replies) this.replyBook = replies;
  }

  /** From now on; what is under way keeps its times. */
  change(settings: Partial<Settings>): void {
    Object.assign(this.emulation.settings, settings);
  }

  inject(...rules: readonly FaultRule[]): ActiveRule[] {
    return rules.map(rule => this.emulation.faults.add(rule));
  }

  /** The next phrases are these, whatever they sound like. */
  hears(...said: readonly (string | Said)[]): void {
    this.heard.said.add(...said.map(each => (typeof each === 'string' ? { text: each } : each)));
  }

  useFixtures(fixtures: readonly Fixture[]): void {
    this.heard.fixtures.use(fixtures);
  }

  useTrack(track: Readonly<Record<string, string>>): void {
    this.heard.track.use(track);
  }

  forgetUtterances(): void {
    this.heard.said.clear();
  }

  replyBy(book: ReplyBook): void {
    this.replyBook = book;
  }

  log(filter?: LogFilter): LogEntry[] {
    return this.emulation.log.find(filter);
  }

  forgetLog(): void {
    this.emulation.log.clear();
    this.emulation.recordings.clear();
  }

  /** What was received of a turn's audio, as WAV; null where nothing is kept. */
  audioOf(request: string): Uint8Array | null {
    return this.emulation.recordings.wavOf(request);
  }

  get connections(): readonly OpenConnection[] {
    return this.doors?.speech.open ?? [];
  }

  /** @returns whether there was such a connection */
  disconnect(id: string, code = 1006): boolean {
    return this.doors?.speech.disconnect(id, code) ?? false;
  }

  stats(): EmulatorStats {
    const open = { stt: 0, tts: 0 };
    for (const { service } of this.connections) open[service]++;
    return {
      upMs: this.emulation.clock.now() - this.startedAt,
      asked: { stt: 0, tts: 0, ...this.doors?.speech.asked },
      open,
      requests: this.doors?.requests() ?? 0,
      utterances: this.heard.said.length,
      faultsStruck: this.emulation.faults.all.reduce((sum, { struck }) => sum + struck, 0),
    };
  }

  /** As it was when it was started; connections stay open. */
  reset(): void {
    this.emulation.faults.clear();
    this.forgetUtterances();
    this.useFixtures([]);
    this.replyBook = { kind: 'echo' };
    this.change(this.usual);
    this.forgetLog();
    this.play(this.beginning);
  }
}
