import { CancelledError, deadlineIn, deriveAbort, toVoiceError, turnId } from '@app/core';
import type {
  CallId,
  CallSettings,
  Clock,
  DerivedAbort,
  Millis,
  ReplySource,
  Scope,
  VoiceError,
} from '@app/core';
import type { TurnPlace, TurnPlaces } from '../turn-places';
import { HeldOutlet } from './held-outlet';
import type { ReplyOutlet } from './held-outlet';
import { Reply } from './reply';
import type { ReplyParts } from './reply';

export interface RunParts extends ReplyParts {
  /** As the call is called now. */
  callId(): CallId;
  readonly clock: Clock;
  /** The call's. */
  readonly signal: AbortSignal;
  readonly places: TurnPlaces;
  /** To its first sound it has this long. */
  readonly replyWaitMs: Millis;
  /** A reply has this long in all. */
  readonly longestReplyMs: Millis;
}

/** How a run goes; told when it is connected, and from then on as it happens. Times are clock times. */
export interface RunProgress {
  /** `servedBy`: who did the work, a provider or `cache`; null where nobody had to. */
  worded(source: ReplySource, at: Millis, servedBy: string | null): void;
  voiced(at: Millis, servedBy: string | null): void;
  tool(name: string, args: Readonly<Record<string, unknown>>): void;
  unspoken(error: VoiceError): void;
  /** Everything was handed to playout. */
  made(): void;
  failed(error: VoiceError): void;
}

type Told = (progress: RunProgress) => void;

/** One reply being made, under a signal of its own. What comes of it is held until somebody wants it. */
export class ReplyRun {
  readonly begunAt: Millis;
  readonly reply: Reply;
  private readonly abort: DerivedAbort;
  private readonly outlet = new HeldOutlet();
  private readonly hurrying = new AbortController();
  private progress: RunProgress | null = null;
  /** What happened before somebody listened. */
  private untold: Told[] = [];
  private outcome: Told | null = null;
  private cancelled = false;
  /** Among the turns that are answered at once. */
  private place: TurnPlace | null = null;

  constructor(
    private readonly parts: RunParts,
    settings: CallSettings,
    turn: number,
  ) {
    const { clock, signal, longestReplyMs } = parts;
    const callId = parts.callId();
    this.begunAt = clock.now();
    this.abort = deriveAbort(signal);
    const scope: Scope = {
      callId,
      turnId: turnId(callId, turn),
      signal: this.abort.signal,
      deadline: deadlineIn(clock, longestReplyMs),
    };
    const progress = {
      worded: (source: ReplySource, servedBy: string | null) => {
        const at = clock.now();
        this.tell(to => to.worded(source, at, servedBy));
      },
      voiced: (servedBy: string | null) => {
        const at = clock.now();
        this.tell(to => to.voiced(at, servedBy));
      },
      // Not before somebody wants the reply: a speculation has no effect outside.
      tool: (name: string, args: Readonly<Record<string, unknown>>) => this.tell(to => to.tool(name, args)),
      unspoken: (error: VoiceError) => this.tell(to => to.unspoken(error)),
    };
    this.reply = new Reply(parts, settings, progress, scope, this.outlet);
  }

  /** Aborts when the engine should ask its second choice. */
  get hurry(): AbortSignal {
    return this.hurrying.signal;
  }

  get failed(): boolean {
    return this.abort.signal.aborted;
  }

  makeHaste(): void {
    this.hurrying.abort();
  }

  /** Begins as soon as there is a place for it, or fails when there will be none in time. */
  startInTurn(work: (reply: Reply) => Promise<void>): this {
    const { places, clock, replyWaitMs } = this.parts;
    this.place = places.tryEnter();
    if (this.place) return this.start(work);
    return this.start(async reply => {
      const place = await places.enter(clock.now() + replyWaitMs, this.abort.signal);
      if (this.cancelled) return place.leave(false);
      this.place = place;
      await work(reply);
    });
  }

  /** Begins where there is a place now. @returns whether it has begun */
  startIfRoom(work: (reply: Reply) => Promise<void>): boolean {
    const place = this.parts.places.tryEnter();
    // How long it waits for its turn to be committed says nothing of how long answers take.
    if (place) this.place = { leave: () => place.leave(false) };
    if (place) this.start(work);
    return place !== null;
  }

  /** Its first sound goes out. */
  heard(): void {
    this.leavePlace(true);
  }

  start(work: (reply: Reply) => Promise<void>): this {
    const { abort } = this;
    work(this.reply).then(
      () => {
        abort.dispose();
        this.end(to => to.made());
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const failure = toVoiceError('reply', error);
        abort.abort(failure);
        this.leavePlace(false);
        this.end(to => to.failed(failure));
      },
    );
    return this;
  }

  /** It is to be heard: what was made so far, and what comes. */
  connect(playout: ReplyOutlet, progress: RunProgress): void {
    this.progress = progress;
    for (const told of this.untold) told(progress);
    this.untold = [];
    this.outlet.open(playout);
    this.outcome?.(progress);
  }

  cancel(why: string): void {
    this.cancelled = true;
    this.progress = null;
    this.abort.abort(new CancelledError(why));
    this.leavePlace(false);
  }

  private leavePlace(heard: boolean): void {
    this.place?.leave(heard);
    this.place = null;
  }

  private tell(told: Told): void {
    if (this.progress) told(this.progress);
    else this.untold.push(told);
  }

  private end(told: Told): void {
    if (this.cancelled) return;
    if (this.progress) told(this.progress);
    else this.outcome = told;
  }
}
