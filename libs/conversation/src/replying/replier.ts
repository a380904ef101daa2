import { CancelledError, deadlineIn, deriveAbort, toVoiceError, turnId } from '@app/core';
import type {
  CallerInput,
  CallEvent,
  CallId,
  CallObserver,
  CallSettings,
  Clock,
  DerivedAbort,
  Millis,
  ReplySource,
  StageName,
  TurnId,
  VoiceError,
} from '@app/core';
import type { Dialogue } from '../dialogue';
import type { PartText } from '../playout/playout';
import type { TurnsInProgress } from '../turns-in-progress';
import { Reply } from './reply';
import type { ReplyParts } from './reply';

export interface ReplierParts extends ReplyParts {
  readonly callId: CallId;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly dialogue: Dialogue;
  readonly inProgress: TurnsInProgress;
  readonly observer: CallObserver;
  /** A reply has this long in all, ms. */
  readonly longestReplyMs: Millis;
}

export interface ReplierSink {
  emit(event: CallEvent): void;
  started(turn: number): void;
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
  readonly begunAt: Millis;
  readonly mediaAt: Millis;
  readonly leaveQueue: () => void;
  abort: DerivedAbort;
  reply: Reply;
  source: ReplySource;
  wordedAt: Millis;
  started: boolean;
}

/** Makes and plays one reply at a time, and keeps in history what of it was heard. */
export class Replier {
  private running: Running | null = null;
  private toldNoVoice = false;

  constructor(
    private readonly parts: ReplierParts,
    private readonly sink: ReplierSink,
    private readonly settings: () => CallSettings,
  ) {}

  /** The turn whose reply is being made or played; null when there is none. */
  get turn(): number | null {
    return this.running?.turn ?? null;
  }

  answer(turn: number, input: CallerInput, times: TurnTimes, mediaAt: Millis): void {
    const history = this.parts.dialogue.history;
    this.parts.dialogue.caller(input.kind === 'dtmf' ? input.digits : input.text, mediaAt);
    const running = this.begin(turn, input.kind === 'speech' ? input.confidence : 1, times, mediaAt);
    const request = { input, turn, history, settings: this.settings() };
    this.run(running, reply => reply.answer(request));
  }

  /** Speaks a given text as a turn of its own, or in place of the reply that failed in this turn. */
  say(turn: number, text: string, source: ReplySource, times: TurnTimes, mediaAt: Millis): void {
    if (this.running?.turn !== turn) this.begin(turn, 1, times, mediaAt);
    const running = this.running!;
    running.abort.abort(new CancelledError('another answer is given instead'));
    this.renew(running, source);
    this.run(running, reply => reply.say(text, source));
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
    running.abort.abort(new CancelledError('the turn is over'));
    const heard = this.parts.playout.clear();
    this.parts.dialogue.assistant(heard.text, running.mediaAt, running.source, true);
    this.leave(running, 'cancelled');
  }

  /** The call is over: nothing more is made, played or told. */
  close(): void {
    const { running } = this;
    this.running = null;
    if (running) {
      running.abort.abort(new CancelledError('the call is over'));
      running.leaveQueue();
    }
    this.parts.playout.close();
  }

  /** From the playout: a part goes out. */
  partOut(part: PartText, audio: Uint8Array | null): void {
    const { running } = this;
    if (!running) return;
    this.sink.emit({
      type: 'reply-part',
      turnId: running.turnId,
      part: part.index,
      text: part.text,
      audio,
      isLast: part.isLast,
      shouldTerminate: part.shouldTerminate,
      confidence: running.confidence,
      latencyMs: this.sinceEndpoint(running),
      source: part.source,
    });
  }

  /** From the playout: the first part of the turn goes out. */
  firstOut(): void {
    const { running } = this;
    if (!running) return;
    running.started = true;
    running.leaveQueue();
    const now = this.parts.clock.now();
    const { lastSoundAt } = running.times;
    const voiceToVoice = lastSoundAt === null ? null : now - lastSoundAt;
    this.parts.observer.firstAudio(running.turnId, this.sinceEndpoint(running), voiceToVoice);
    this.sink.started(running.turn);
  }

  /** From the playout: everything of the turn was played. */
  allPlayed(): void {
    const { running } = this;
    if (!running) return;
    this.parts.dialogue.assistant(this.parts.playout.heard().text, running.mediaAt, running.source, false);
    const { turn, reply } = running;
    this.stageDone(running, 'completed', this.parts.clock.now() - running.begunAt);
    this.leave(running, 'ok');
    this.sink.played(turn, reply.endsCall);
  }

  /** From the playout: what the other end has queued is to be dropped. */
  cleared(heardMs: Millis, heardText: string): void {
    if (!this.running) return;
    this.sink.emit({ type: 'playout-cleared', turnId: this.running.turnId, heardMs, heardText });
  }

  private begin(turn: number, confidence: number, times: TurnTimes, mediaAt: Millis): Running {
    const { clock, callId, inProgress, playout } = this.parts;
    playout.begin();
    const abort = deriveAbort(this.parts.signal);
    const running: Running = {
      turn,
      turnId: turnId(callId, turn),
      times,
      confidence,
      begunAt: clock.now(),
      mediaAt,
      leaveQueue: inProgress.enter(),
      abort,
      reply: this.newReply(() => running, abort),
      source: 'script',
      wordedAt: clock.now(),
      started: false,
    };
    this.running = running;
    return running;
  }

  private renew(running: Running, source: ReplySource): void {
    running.abort = deriveAbort(this.parts.signal);
    running.reply = this.newReply(() => running, running.abort);
    running.source = source;
  }

  private newReply(running: () => Running, abort: DerivedAbort): Reply {
    const { callId, clock, longestReplyMs } = this.parts;
    const progress = {
      worded: (source: ReplySource) => this.worded(running(), source),
      voiced: () => this.voiced(running()),
      unspoken: (error: VoiceError) => this.unspoken(error),
    };
    const scope = { callId, signal: abort.signal, deadline: deadlineIn(clock, longestReplyMs) };
    return new Reply(this.parts, this.settings(), progress, scope);
  }

  /** Runs the reply beside the call; how it ends comes back as an event. */
  private run(running: Running, work: (reply: Reply) => Promise<void>): void {
    const { abort } = running;
    work(running.reply).then(
      () => {
        abort.dispose();
        if (!abort.signal.aborted) this.parts.playout.end();
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const failure = toVoiceError('reply', error);
        abort.abort(failure);
        this.sink.failed(running.turn, failure);
      },
    );
  }

  private worded(running: Running, source: ReplySource): void {
    running.source = source;
    running.wordedAt = this.parts.clock.now();
    this.stageDone(running, 'ai_generation', running.wordedAt - running.begunAt);
  }

  private voiced(running: Running): void {
    this.stageDone(running, 'text_to_speech', this.parts.clock.now() - running.wordedAt);
  }

  /** Told once a call: the integrator cannot do more about it the second time. */
  private unspoken(error: VoiceError): void {
    if (this.toldNoVoice) return;
    this.toldNoVoice = true;
    const { code, message } = error;
    this.sink.emit({ type: 'problem', code, message, retryAfterMs: null });
  }

  private stageDone(running: Running, stage: StageName, ownMs: Millis): void {
    this.parts.observer.stage(stage, ownMs, 'ok');
    const latencyMs = this.sinceEndpoint(running);
    this.sink.emit({ type: 'stage-finished', stage, queueSize: this.parts.inProgress.size, latencyMs });
  }

  private sinceEndpoint(running: Running): Millis {
    return Math.round(this.parts.clock.now() - running.times.endpointAt);
  }

  private leave(running: Running, outcome: 'ok' | 'cancelled'): void {
    running.leaveQueue();
    running.abort.dispose();
    this.running = null;
    this.parts.observer.turnEnded(running.turnId, outcome);
  }
}
