import { turnId } from '@app/core';
import type {
  CallerInput,
  CallEvent,
  CallObserver,
  CallSettings,
  Millis,
  Outcome,
  ReplyRequest,
  ReplySource,
  StageName,
  TurnId,
  VoiceError,
} from '@app/core';
import type { Dialogue } from '../dialogue';
import type { HeardReply, PartText, Playout } from '../playout/playout';
import type { TurnsInProgress } from '../turns-in-progress';
import type { Filler, FillerVoice } from './fillers';
import { ReplyRun } from './reply-run';
import type { RunParts, RunProgress } from './reply-run';
import { Speculator } from './speculator';
import type { SpeculationAccount } from './speculation-account';

export interface ReplierParts extends RunParts {
  readonly dialogue: Dialogue;
  readonly playout: Playout;
  readonly inProgress: TurnsInProgress;
  readonly observer: CallObserver;
  readonly speculation: SpeculationAccount;
  filler(voice: FillerVoice): Filler | null;
  /** A reply's first sound was ready so long after its filler began. */
  fillerFollowed(ms: Millis): void;
}

export interface ReplierSink {
  emit(event: CallEvent): void;
  /** `first`: the first of the reply itself. */
  partOut(turn: number, part: PartText, first: boolean): void;
  dry(turn: number): void;
  goesOn(turn: number): void;
  played(turn: number, endsCall: boolean): void;
  failed(turn: number, error: VoiceError): void;
}

/** When things happened to a turn, in clock time. */
export interface TurnTimes {
  /** The endpoint was decided, or the text came. */
  readonly endpointAt: Millis;
  /** The caller's last sound; null for a turn without speech. */
  readonly lastSoundAt: Millis | null;
}

interface Running {
  readonly turn: number;
  readonly turnId: TurnId;
  readonly times: TurnTimes;
  readonly confidence: number;
  readonly mediaAt: Millis;
  readonly leaveQueue: () => void;
  run: ReplyRun;
  source: ReplySource;
  wordedAt: Millis;
  /** How far the reply has come. */
  made: 'nothing' | 'words' | 'sound';
  /** Of the turn, once it is played: what is said in place of an answer is none. */
  outcome: Outcome;
  /** Parts that went out. */
  parts: number;
  started: boolean;
  /** Clock time at which a filler began to bridge the silence. */
  filledAt: Millis | null;
}

/** What a turn was answered with and from: for asking again, and for taking it back. */
type Asked = Pick<ReplyRequest, 'turn' | 'input' | 'history'>;

/** A reply that is being made or played. */
export interface Underway {
  readonly turnId: TurnId;
  readonly mediaAt: Millis;
  readonly source: ReplySource;
  /** What it answers; null for what the assistant says of its own accord. */
  readonly question: Asked | null;
  readonly heard: HeardReply;
}

/** Makes and plays one reply at a time, and keeps in history what of it was heard. */
export class Replier {
  private running: Running | null = null;
  private asked: Asked | null = null;
  private toldNoVoice = false;
  private readonly speculator: Speculator;

  constructor(
    private readonly parts: ReplierParts,
    private readonly sink: ReplierSink,
    private readonly settings: () => CallSettings,
  ) {
    const { dialogue, engine, observer } = parts;
    this.speculator = new Speculator(parts.speculation, {
      begin: (turn, input) => this.askAhead({ turn, input, history: dialogue.history }),
      retract: turn => engine.retract?.(parts.callId(), turn),
      outcome: (outcome, savedMs) => observer.speculation(outcome, savedMs),
    });
  }

  /** Begins an answer that nobody hears before `answer` asks for the same. */
  speculate(turn: number, input: CallerInput): void {
    this.speculator.begin(turn, input, this.parts.dialogue.history, this.settings());
  }

  dropSpeculation(): void {
    this.speculator.drop();
  }

  answer(turn: number, input: CallerInput, times: TurnTimes, mediaAt: Millis, speculated: boolean): void {
    const { dialogue, clock } = this.parts;
    const { history } = dialogue;
    this.asked = { turn, input, history };
    dialogue.caller(input.kind === 'dtmf' ? input.digits : input.text, mediaAt);
    const begun = speculated ? this.speculator.take(turn, history, this.settings(), clock.now()) : null;
    const run = begun ?? this.ask(this.asked);
    this.begin(turn, run, input.kind === 'speech' ? input.confidence : 1, times, mediaAt);
  }

  /** The same question once more: its first answer failed or never came. */
  askAgain(turn: number, times: TurnTimes, mediaAt: Millis): void {
    const { asked } = this;
    if (asked?.turn !== turn) return;
    this.parts.engine.retract?.(this.parts.callId(), turn);
    this.replace(turn, this.ask(asked), times, mediaAt);
  }

  /**
   * Speaks a given text as a turn of its own, or in place of the reply that failed in this turn.
   * @param outcome `timeout`: of a reply that did not come
   */
  say(
    turn: number,
    text: string,
    source: ReplySource,
    times: TurnTimes,
    mediaAt: Millis,
    outcome: Outcome = 'ok',
  ): void {
    if (outcome === 'timeout' && this.running?.turn === turn) this.stageBroken(this.running, outcome);
    const run = new ReplyRun(this.parts, this.settings(), turn).start(reply => reply.say(text, source));
    this.replace(turn, run, times, mediaAt);
    this.running!.source = source;
    this.running!.outcome = outcome;
  }

  /** A second choice of the engine is to be asked now. */
  hurry(): void {
    this.running?.run.makeHaste();
  }

  /** Bridges the silence before the reply, where a filler is ready; once a turn. */
  fill(): void {
    const { running } = this;
    if (!running || running.started || running.filledAt !== null) return;
    const { language, voice } = this.settings();
    const filler = this.parts.filler({ language, voice, sampleRate: this.parts.voiceFormat.sampleRate });
    if (!filler) return;
    running.filledAt = this.parts.clock.now();
    const part: PartText = {
      index: 0,
      text: filler.text,
      source: 'cache',
      isLast: false,
      shouldTerminate: false,
      guarded: false,
      filler: true,
    };
    const writer = this.parts.playout.part(() => part);
    writer.audio(filler.pcm, filler.sampleRate);
    void writer.finish(this.parts.signal).catch(() => undefined);
  }

  pause(): void {
    this.parts.playout.pause();
  }

  resume(): void {
    this.parts.playout.resume();
  }

  /** Ends the reply where it is; history keeps what was heard. */
  drop(): void {
    const { running } = this;
    if (!running) return;
    running.run.cancel('the turn is over');
    const heard = this.parts.playout.clear();
    this.parts.dialogue.assistant(heard.text, running.mediaAt, running.source, true);
    this.leave(running, running.outcome === 'ok' ? 'cancelled' : running.outcome);
  }

  /** The newest turn, which was dropped, never counted. */
  retract(turn: number): void {
    if (this.asked?.turn !== turn) return;
    this.parts.dialogue.restore(this.asked.history);
    this.parts.engine.retract?.(this.parts.callId(), turn);
  }

  /** The reply under way, as far as it was heard; null where there is none. */
  get underway(): Underway | null {
    const { running, asked } = this;
    if (!running) return null;
    const question = asked?.turn === running.turn ? asked : null;
    const { turnId: id, mediaAt, source } = running;
    return { turnId: id, mediaAt, source, question, heard: this.parts.playout.heard() };
  }

  /** The call is over: nothing more is made, played or told. */
  close(): void {
    const { running } = this;
    this.running = null;
    running?.run.cancel('the call is over');
    running?.leaveQueue();
    this.speculator.drop();
    this.parts.playout.close();
  }

  /** From the playout: a part goes out. */
  partOut(part: PartText, audio: Uint8Array | null): void {
    const { running } = this;
    if (!running) return;
    const first = !running.started && !part.filler;
    if (first) this.firstOut(running);
    this.sink.emit({
      type: 'reply-part',
      turnId: running.turnId,
      part: running.parts++,
      text: part.text,
      audio,
      isLast: part.isLast,
      shouldTerminate: part.shouldTerminate,
      confidence: running.confidence,
      latencyMs: this.sinceEndpoint(running),
      source: part.source,
    });
    this.sink.partOut(running.turn, part, first);
  }

  /** From the playout: all there is of the turn was played, and its end has not come. */
  ranDry(): void {
    if (this.running) this.sink.dry(this.running.turn);
  }

  /** From the playout: after all there is more, of the same part. */
  goesOn(): void {
    if (this.running) this.sink.goesOn(this.running.turn);
  }

  /** From the playout: everything of the turn was played. */
  allPlayed(): void {
    const { running } = this;
    if (!running) return;
    this.parts.dialogue.assistant(this.parts.playout.heard().text, running.mediaAt, running.source, false);
    const { turn, run } = running;
    this.stageDone(running, 'completed', this.parts.clock.now() - run.begunAt);
    this.leave(running, running.outcome);
    this.sink.played(turn, run.reply.endsCall);
  }

  /** From the playout: what the other end has queued is to be dropped. */
  cleared(heardMs: Millis, heardText: string): void {
    if (!this.running) return;
    this.sink.emit({ type: 'playout-cleared', turnId: this.running.turnId, heardMs, heardText });
  }

  private ask(asked: Asked): ReplyRun {
    const [run, request] = this.prepare(asked, false);
    return run.startInTurn(reply => reply.answer(request));
  }

  /** Turns that are committed go first. */
  private askAhead(asked: Asked): ReplyRun | null {
    const [run, request] = this.prepare(asked, true);
    return run.startIfRoom(reply => reply.answer(request)) ? run : null;
  }

  private prepare(asked: Asked, tentative: boolean): [ReplyRun, ReplyRequest] {
    const settings = this.settings();
    const run = new ReplyRun(this.parts, settings, asked.turn);
    return [run, { ...asked, settings, tentative, hurry: run.hurry }];
  }

  private begin(turn: number, run: ReplyRun, confidence: number, times: TurnTimes, mediaAt: Millis): void {
    const { clock, inProgress, playout, observer } = this.parts;
    playout.begin();
    const running: Running = {
      turn,
      turnId: turnId(this.parts.callId(), turn),
      times,
      confidence,
      mediaAt,
      leaveQueue: inProgress.enter(),
      run,
      source: 'script',
      wordedAt: clock.now(),
      made: 'nothing',
      outcome: 'ok',
      parts: 0,
      started: false,
      filledAt: null,
    };
    this.running = running;
    observer.turnBegan(running.turnId);
    run.connect(playout, this.progressOf(running));
  }

  /** Another reply in the same turn. */
  private replace(turn: number, run: ReplyRun, times: TurnTimes, mediaAt: Millis): void {
    const { running } = this;
    if (running?.turn !== turn) {
      this.begin(turn, run, 1, times, mediaAt);
      return;
    }
    running.run.cancel('another answer is given instead');
    Object.assign(running, { run, made: 'nothing', outcome: 'ok' } satisfies Partial<Running>);
    run.connect(this.parts.playout, this.progressOf(running));
  }

  private progressOf(running: Running): RunProgress {
    return {
      worded: (source, at, servedBy) => {
        running.source = source;
        running.wordedAt = at;
        running.made = 'words';
        this.stageDone(running, 'ai_generation', at - running.run.begunAt, servedBy);
      },
      voiced: (at, servedBy) => {
        running.made = 'sound';
        this.stageDone(running, 'text_to_speech', at - running.wordedAt, servedBy);
      },
      tool: (name, args) =>
        this.sink.emit({ type: 'tool-call', turnId: running.turnId, name, arguments: args }),
      unspoken: error => this.unspoken(error),
      made: () => this.parts.playout.end(),
      failed: error => {
        this.stageBroken(running, error.code === 'provider_timeout' ? 'timeout' : 'error');
        this.sink.failed(running.turn, error);
      },
    };
  }

  private firstOut(running: Running): void {
    running.started = true;
    running.leaveQueue();
    running.run.heard();
    if (running.filledAt !== null) this.parts.fillerFollowed(this.parts.clock.now() - running.filledAt);
    const { lastSoundAt } = running.times;
    const voiceToVoice = lastSoundAt === null ? null : this.parts.clock.now() - lastSoundAt;
    this.parts.observer.firstAudio(running.turnId, this.sinceEndpoint(running), voiceToVoice);
  }

  /** Told once a call: the integrator cannot do more about it the second time. */
  private unspoken(error: VoiceError): void {
    if (this.toldNoVoice) return;
    this.toldNoVoice = true;
    const { code, message } = error;
    this.sink.emit({ type: 'problem', code, message, retryAfterMs: null });
  }

  private stageDone(running: Running, stage: StageName, ownMs: Millis, servedBy: string | null = null): void {
    this.parts.observer.stage(stage, ownMs, 'ok', servedBy);
    const latencyMs = this.sinceEndpoint(running);
    this.sink.emit({ type: 'stage-finished', stage, queueSize: this.parts.inProgress.size, latencyMs });
  }

  /** What the reply was waiting for has not come, and will not. */
  private stageBroken({ made, run, wordedAt }: Running, outcome: 'error' | 'timeout'): void {
    const { clock, observer } = this.parts;
    if (made === 'nothing') observer.stage('ai_generation', clock.now() - run.begunAt, outcome);
    else if (made === 'words') observer.stage('text_to_speech', clock.now() - wordedAt, outcome);
  }

  private sinceEndpoint(running: Running): Millis {
    return Math.round(this.parts.clock.now() - running.times.endpointAt);
  }

  private leave(running: Running, outcome: Outcome): void {
    running.leaveQueue();
    this.running = null;
    this.parts.observer.turnEnded(running.turnId, outcome);
  }
}
