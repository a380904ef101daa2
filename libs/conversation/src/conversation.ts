import { patchSettings, turnId } from '@app/core';
import type {
  CallCommand,
  CallEvent,
  CallId,
  CallSettings,
  CallSnapshot,
  EndReason,
  Millis,
  SpeechVerdict,
  Transcript,
} from '@app/core';
import { CallLog } from './call-log';
import { makePieces } from './call-pieces';
import type { CallPieces } from './call-pieces';
import type { CallParts, SharedParts } from './conversation-parts';
import { Dialogue } from './dialogue';
import type { EndpointReason } from './endpointing/endpointing-strategy';
import { IdleWatch } from './idle-watch';
import { isBackchannel } from './language/backchannels';
import { GapFiller } from './listening/gap-filler';
import { snapshotOf } from './snapshot';
import { transcriptEvent } from './transcript-event';
import { fillerAfter } from './turn-budget';
import { TurnEffects } from './turn-effects';
import { TurnMoments } from './turn-moments';
import { TurnTimers } from './turn-timers';
import type { TurnEffect } from './turn/turn-event';
import { TurnLoop } from './turn/turn-loop';
import type { TurnPolicy } from './turn/turn-policy';
import type { TurnState } from './turn/turn-state';

/** After these another snapshot would tell something new. */
const TELLING: ReadonlySet<TurnEffect['type']> = new Set([
  'start-reply',
  'drop-reply',
  'retract-turn',
  'correct-turn',
]);

const isQuestion = (text: string): boolean => /[?？]\s*$/u.test(text);

/** One call: what happens to it becomes events of the turn machine, and what the machine decides is carried out. */
export class Conversation {
  private callSettings: CallSettings;
  private readonly pieces: CallPieces;
  private readonly loop: TurnLoop;
  private readonly timers: TurnTimers;
  private readonly idle: IdleWatch;
  private readonly gaps: GapFiller;
  private readonly moments: TurnMoments;
  private readonly dialogue = new Dialogue();
  private readonly log: CallLog;
  private readonly abort = new AbortController();
  private readonly startedAt: Millis;
  private endpointReason: EndpointReason = 'fixed';
  private greeted: boolean;
  private clearsTold = 0;
  private readonly announcements: string[] = [];
  /** Taken when the call ended. */
  private last: CallSnapshot | null = null;

  constructor(
    private readonly shared: SharedParts,
    private readonly call: CallParts,
  ) {
    const { clock, idleTimeoutMs } = shared;
    const { restored = null } = call;
    this.callSettings = call.settings;
    this.startedAt = clock.now() - (restored?.counters.durationMs ?? 0);
    this.greeted = restored?.greeted ?? false;
    this.log = new CallLog(restored?.counters);
    if (restored) this.dialogue.restore(restored.history);
    this.moments = new TurnMoments(clock);
    this.idle = new IdleWatch(clock, idleTimeoutMs, () => this.end('idle'));
    this.gaps = new GapFiller(clock, call.listenRate, silence =>
      this.pieces.listener.hear(silence, call.listenRate, clock.now()),
    );
    this.timers = new TurnTimers(clock, name => this.loop.happen({ type: 'timer', name }));
    this.pieces = this.makePieces();
    const endpointing = shared.endpointing.open();
    const effects = new TurnEffects({
      ...this.pieces,
      shared,
      call,
      endpointing,
      dialogue: this.dialogue,
      gaps: this.gaps,
      timers: this.timers,
      moments: this.moments,
      log: this.log,
      settings: () => this.callSettings,
      endpointReason: () => this.endpointReason,
      tell: event => this.tell(event),
      hangUp: reason => this.hangUp(reason),
    });
    const policy: TurnPolicy = {
      ...shared.limits,
      // These follow what is measured while the call goes on.
      get hurryMs() {
        return shared.limits.hurryMs;
      },
      get speculations() {
        return shared.limits.speculations;
      },
      endpointAfter: heard => {
        const { silenceMs, reason } = endpointing.decide(heard, this.callSettings);
        this.endpointReason = reason;
        return silenceMs;
      },
      fillerAfter: heard =>
        fillerAfter(shared.budget, heard ? this.pieces.listener.mediaTime - heard.silentAt : 0) +
        shared.limits.openerDelayMs,
      maySpeculate: () => shared.speculation.worthwhile(),
      isBackchannel: text => isBackchannel(text, this.callSettings.language),
    };
    const carryOut = (effect: TurnEffect): void => {
      effects.carryOut(effect);
      if (TELLING.has(effect.type)) call.changed?.();
    };
    this.loop = new TurnLoop(policy, carryOut, () => this.announce(), restored?.turn);
  }

  /**
   * Says the greeting, if there is one, or answers what a restored call has not. To be called once, when the other end can
   * hear.
   */
  start(): void {
    this.loop.happen({ type: 'opened', interruptible: this.callSettings.interruptible });
    this.prepareFiller();
    const text = this.call.restored?.unanswered ?? null;
    if (text === null) this.greet();
    else this.loop.happen({ type: 'text', text });
  }

  /** Caller audio: mono, any rate and length; lent. */
  hear(pcm: Int16Array, sampleRate: number): void {
    if (this.ended) return;
    const now = this.shared.clock.now();
    this.idle.heard(now);
    this.gaps.heard(now);
    this.pieces.listener.hear(pcm, sampleRate, now);
  }

  command(command: CallCommand): void {
    if (this.ended) return;
    switch (command.type) {
      case 'update':
        return this.update(command);
      case 'text':
        return this.loop.happen({ type: 'text', text: command.text });
      case 'say':
        this.announcements.push(command.text);
        return this.announce();
      case 'transfer':
        return this.transfer(command.to);
      case 'interrupt':
        return this.interrupt();
      case 'mark':
        return this.pieces.playout.mark(command.name);
      case 'dtmf':
        return this.loop.happen({ type: 'digit', digit: command.digit });
      case 'end':
        return this.end(command.reason);
    }
  }

  /** The first message named the call: whatever is asked from now on is asked under that name. */
  rename(callId: CallId): void {
    this.call.callId = callId;
  }

  end(reason: EndReason): void {
    this.loop.happen({ type: 'hangup', reason });
  }

  get ended(): boolean {
    return this.loop.over;
  }

  get stateName(): TurnState['name'] {
    return this.loop.state.name;
  }

  get turns(): number {
    return this.log.turnCount;
  }

  get settings(): CallSettings {
    return this.callSettings;
  }

  get history(): Dialogue['history'] {
    return this.dialogue.history;
  }

  /** Nobody speaks, is answered or is about to be. */
  get atRest(): boolean {
    return this.stateName === 'listening' && this.announcements.length === 0;
  }

  /** The call as it is now, or as it ended. */
  snapshot(): CallSnapshot {
    if (this.last) return this.last;
    return snapshotOf({
      callId: this.call.callId,
      history: this.dialogue.history,
      settings: this.callSettings,
      turn: this.loop.turn,
      greeted: this.greeted,
      underway: this.pieces.replier.underway,
      report: this.log.report(this.durationMs),
    });
  }

  private makePieces(): CallPieces {
    return makePieces(this.shared, this.call, this.dialogue, this.abort.signal, () => this.callSettings, {
      verdict: verdict => this.onVerdict(verdict),
      transcript: transcript => this.onTranscript(transcript),
      recognitionFailed: error => {
        this.tellProblem(error.code, error.message);
        this.loop.happen({ type: 'recognition-failed', lasting: !error.retryable });
      },
      alarm: () => this.timers.fireNow('endpoint'),
      emit: event => this.tell(event),
      partOut: (turn, { text, guarded, isLast, filler }, first) => {
        if (first) this.log.firstAudio(this.moments.sinceEnd);
        if (!filler) this.loop.happen({ type: 'part-out', turn, guarded, asks: isLast && isQuestion(text) });
      },
      dry: turn => this.loop.happen({ type: 'reply-dry', turn }),
      goesOn: turn => this.loop.happen({ type: 'reply-goes-on', turn }),
      played: (turn, endsCall) => {
        this.loop.happen({ type: 'reply-played', turn, endsCall });
        this.call.changed?.();
      },
      failed: (turn, error) => {
        this.tellProblem(error.code, error.message);
        this.loop.happen({ type: 'reply-failed', turn, overloaded: error.code === 'provider_busy' });
      },
    });
  }

  private onVerdict(verdict: SpeechVerdict): void {
    const { at } = verdict;
    if (verdict.type === 'speech-started') {
      this.tell({ type: 'speech-started', at });
      const paused = this.isPaused();
      this.loop.happen({ type: 'speech-started', at });
      if (!paused && this.isPaused()) this.call.observer.bargeIn(this.pieces.listener.mediaTime - at);
      return;
    }
    this.tell({ type: 'speech-stopped', at });
    const silentMs = Math.max(0, this.pieces.listener.mediaTime - at);
    this.loop.happen({ type: 'speech-ended', at, silentMs });
  }

  /** The caller speaks over a reply, which is silent meanwhile. */
  private isPaused(): boolean {
    const { state } = this.loop;
    return state.name === 'interrupted' && state.paused;
  }

  private onTranscript(transcript: Transcript): void {
    const at = this.pieces.listener.mediaTime;
    if (transcript.text !== '') this.tell(transcriptEvent(transcript, this.callSettings.language, at));
    this.loop.happen({ type: 'transcript', transcript, at });
  }

  private update({ patch, eventId }: Extract<CallCommand, { type: 'update' }>): void {
    this.callSettings = patchSettings(this.callSettings, patch);
    this.pieces.listener.expectLanguage(this.callSettings.language);
    this.prepareFiller();
    this.tell({ type: 'settings-updated', settings: this.callSettings, eventId });
    if (patch.interruptible !== undefined)
      this.loop.happen({ type: 'interruptible', value: patch.interruptible });
    if (patch.greeting !== undefined) this.greet();
    this.call.changed?.();
  }

  private greet(): void {
    const { greeting } = this.callSettings;
    if (this.greeted || greeting === null || greeting === '' || this.log.turnCount > 0) return;
    this.greeted = true;
    this.loop.happen({ type: 'say', text: greeting });
  }

  /** What is to be announced waits until nobody speaks. */
  private announce(): void {
    const { state } = this.loop;
    if (this.announcements.length === 0 || state.name !== 'listening') return;
    this.loop.happen({ type: 'say', text: this.announcements.shift()! });
  }

  private transfer(to: string): void {
    const turn = turnId(this.call.callId, this.loop.turn);
    this.tell({ type: 'tool-call', turnId: turn, name: 'transfer_call', arguments: { to } });
  }

  private get durationMs(): Millis {
    return this.shared.clock.now() - this.startedAt;
  }

  /** The client is always told to clear, even where nothing was being said: it asked. */
  private interrupt(): void {
    const told = this.clearsTold;
    this.loop.happen({ type: 'interrupt' });
    if (this.clearsTold > told || this.ended) return;
    const turn = turnId(this.call.callId, this.loop.turn);
    this.tell({ type: 'playout-cleared', turnId: turn, heardMs: 0, heardText: '' });
  }

  private hangUp(reason: EndReason): void {
    this.last = this.snapshot();
    const { durationMs } = this;
    this.abort.abort();
    this.timers.clearAll();
    this.idle.close();
    this.gaps.rest();
    this.pieces.listener.close();
    this.pieces.replier.close();
    for (const stage of [...this.call.stages.callerText, ...this.call.stages.assistantText]) stage.close?.();
    this.shared.replyEngine.forget?.(this.call.callId);
    this.call.observer.ended(reason, durationMs);
    this.tell({ type: 'ended', reason, report: this.log.report(durationMs) });
  }

  private prepareFiller(): void {
    const { language, voice } = this.callSettings;
    const { sampleRate } = this.call.delivery;
    this.shared.fillers.prepare({ language, voice, sampleRate }, this.abort.signal);
  }

  private tellProblem(code: string, message: string): void {
    this.tell({ type: 'problem', code, message, retryAfterMs: null });
  }

  private tell(event: CallEvent): void {
    if (event.type === 'playout-cleared') this.clearsTold++;
    if (event.type === 'reply-part' && event.source === 'cache') this.log.answeredFromCache();
    this.call.observer.event(event);
    this.call.out.event(event);
  }
}
