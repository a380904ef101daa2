import type { CallEvent, CallSettings, EndReason, Millis } from '@app/core';
import type { CallLog } from './call-log';
import type { CallParts, SharedParts } from './conversation-parts';
import type { Dialogue } from './dialogue';
import type { Endpointing } from './endpointing/endpointing-strategy';
import type { GapFiller } from './listening/gap-filler';
import type { Listener } from './listening/listener';
import { outcomeOf, preparedAnswer } from './replying/prepared-answers';
import type { Replier } from './replying/replier';
import type { TurnMoments } from './turn-moments';
import type { TurnTimers } from './turn-timers';
import type { Heard } from './turn/heard';
import type { TurnEffect } from './turn/turn-event';

/** What effects work on: the pieces of one call. */
export interface EffectParts {
  readonly shared: Pick<SharedParts, 'inProgress'>;
  readonly call: Pick<CallParts, 'observer'>;
  readonly listener: Listener;
  readonly replier: Replier;
  readonly dialogue: Dialogue;
  readonly endpointing: Endpointing;
  readonly gaps: GapFiller;
  readonly timers: TurnTimers;
  readonly moments: TurnMoments;
  readonly log: CallLog;
  settings(): CallSettings;
  /** Why the last endpoint was where it was. */
  endpointReason(): string;
  tell(event: CallEvent): void;
  hangUp(reason: EndReason): void;
}

/** Carries out what the turn machine decides. */
export class TurnEffects {
  constructor(private readonly parts: EffectParts) {}

  carryOut(effect: TurnEffect): void {
    const { replier, listener, gaps, timers, dialogue, endpointing, call, log } = this.parts;
    switch (effect.type) {
      case 'open-utterance':
        gaps.watch();
        return listener.openUtterance();
      case 'close-utterance':
        return this.closeUtterance();
      case 'speculate':
        return replier.speculate(effect.turn, effect.input);
      case 'drop-speculation':
        return replier.dropSpeculation();
      case 'start-reply':
        return this.startReply(effect);
      case 'ask-again':
        return replier.askAgain(effect.turn, this.times(null), listener.mediaTime);
      case 'say':
        this.parts.moments.ended();
        return replier.say(effect.turn, effect.text, 'script', this.times(null), listener.mediaTime);
      case 'say-prepared':
        return this.sayPrepared(effect);
      case 'hurry':
        return replier.hurry();
      case 'say-filler':
        return replier.fill();
      case 'pause-playout':
        return replier.pause();
      case 'resume-playout':
        return replier.resume();
      case 'drop-reply':
        return replier.drop();
      case 'retract-turn':
        log.turnRetracted();
        return replier.retract(effect.turn);
      case 'correct-turn':
        return dialogue.correctCaller(effect.text);
      case 'note-interruption':
        if (effect.kind === 'real') log.interrupted();
        else listener.suspectEcho();
        return call.observer.interruption(effect.kind);
      case 'note-pause':
        return endpointing.pause(effect.silenceMs);
      case 'note-dead-air':
        return call.observer.deadAir();
      case 'set-timer':
        // A silence lasts as long as its samples, also where they come faster or slower than they were spoken.
        if (effect.name === 'endpoint') listener.alarmAt(listener.mediaTime + effect.ms);
        return timers.set(effect.name, effect.ms);
      case 'clear-timer':
        return timers.clear(effect.name);
      case 'hang-up':
        return this.parts.hangUp(effect.reason);
    }
  }

  private closeUtterance(): void {
    const { moments, gaps, listener } = this.parts;
    moments.ended();
    gaps.rest();
    listener.closeUtterance();
    this.stageDone('audio_preprocessing', listener.takeBusyMs());
  }

  private startReply({ turn, input, heard, speculated }: Extract<TurnEffect, { type: 'start-reply' }>): void {
    const { moments, replier, listener, log } = this.parts;
    log.turnCommitted();
    if (heard) this.stageDone('speech_to_text', moments.sinceEnd, listener.servedBy);
    else moments.ended();
    replier.answer(turn, input, this.times(heard), listener.mediaTime, speculated);
  }

  private sayPrepared({ turn, what }: Extract<TurnEffect, { type: 'say-prepared' }>): void {
    const { moments, replier, listener } = this.parts;
    if (what === 'idle-prompt' || what === 'goodbye') moments.ended();
    if (what === 'reply-late') this.tellProblem('deadline_exceeded', 'the reply took too long');
    if (what === 'apology') this.tellProblem('reply_failed', 'the turn could not be answered');
    const text = preparedAnswer(what, this.parts.settings().language);
    replier.say(turn, text, 'fallback', this.times(null), listener.mediaTime, outcomeOf(what));
  }

  /** Of the turn that begins to be answered; a spoken one is measured here. */
  private times(heard: Heard | null): ReturnType<TurnMoments['times']> {
    const { moments, listener, log, call } = this.parts;
    if (!heard) return moments.times(null);
    const silenceMs = listener.mediaTime - heard.silentAt;
    const delay = Math.max(0, silenceMs - moments.sinceEnd);
    log.endpointed(delay);
    call.observer.endpointing(delay, this.parts.endpointReason());
    return moments.times(silenceMs);
  }

  private stageDone(
    stage: 'audio_preprocessing' | 'speech_to_text',
    ownMs: Millis,
    servedBy: string | null = null,
  ): void {
    const { call, moments, shared } = this.parts;
    call.observer.stage(stage, ownMs, 'ok', servedBy);
    const latencyMs = Math.round(moments.sinceEnd);
    this.parts.tell({ type: 'stage-finished', stage, queueSize: shared.inProgress.size, latencyMs });
  }

  private tellProblem(code: string, message: string): void {
    this.parts.tell({ type: 'problem', code, message, retryAfterMs: null });
  }
}
