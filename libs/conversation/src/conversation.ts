import { patchSettings, turnId } from '@app/core';
import type {
  CallCommand,
  CallEvent,
  CallSettings,
  EndReason,
  Millis,
  SpeechVerdict,
  Transcript,
} from '@app/core';
import { CallLog } from './call-log';
import type { CallParts, SharedParts } from './conversation-parts';
import { Dialogue } from './dialogue';
import type { Endpointing } from './endpointing/endpointing-strategy';
import { IdleWatch } from './idle-watch';
import { makePieces } from './call-pieces';
import { GapFiller } from './listening/gap-filler';
import type { Listener } from './listening/listener';
import type { Playout } from './playout/playout';
import { preparedAnswer } from './replying/prepared-answers';
import type { Replier, TurnTimes } from './replying/replier';
import type { TurnEffect, TurnEvent } from './turn/turn-event';
import { turnMachine } from './turn/turn-machine';
import type { TurnPolicy } from './turn/turn-policy';
import { initialState } from './turn/turn-state';
import type { TurnState } from './turn/turn-state';
import { transcriptEvent } from './transcript-event';
import { TurnTimers } from './turn-timers';

/** One call: what happens becomes events of the turn machine, and what the machine decides is carried out here. */
export class Conversation {
  private state: TurnState = initialState;
  private callSettings: CallSettings;
  private readonly listener: Listener;
  private readonly playout: Playout;
  private readonly replier: Replier;
  private readonly gaps: GapFiller;
  private readonly dialogue = new Dialogue();
  private readonly log = new CallLog();
  private readonly endpointing: Endpointing;
  private readonly policy: TurnPolicy;
  private readonly timers: TurnTimers;
  private readonly idle: IdleWatch;
  private readonly abort = new AbortController();
  private readonly startedAt: Millis;
  /** Events that came while one was being carried out: they wait their turn. */
  private readonly pending: TurnEvent[] = [];
  private busy = false;
  private greeted = false;
  private endpointAt: Millis = 0;
  private clearsTold = 0;

  constructor(
    private readonly shared: SharedParts,
    private readonly call: CallParts,
  ) {
    const { clock, idleTimeoutMs } = shared;
    this.callSettings = call.settings;
    this.startedAt = clock.now();
    this.endpointing = shared.endpointing.open();
    this.policy = {
      ...shared.limits,
      endpointAfter: heard => this.endpointing.decide(heard, this.callSettings).silenceMs,
    };
    this.timers = new TurnTimers(clock, name => this.happen({ type: 'timer', name }));
    this.idle = new IdleWatch(clock, idleTimeoutMs, () => this.end('idle'));
    this.gaps = new GapFiller(clock, call.listenRate, silence =>
      this.listener.hear(silence, call.listenRate),
    );
    const pieces = makePieces(shared, call, this.dialogue, this.abort.signal, () => this.callSettings, {
      verdict: verdict => this.onVerdict(verdict),
      transcript: transcript => this.onTranscript(transcript),
      recognitionFailed: error => {
        this.tellProblem(error.code, error.message);
        this.happen({ type: 'recognition-failed' });
      },
      emit: event => this.tell(event),
      started: turn => {
        this.log.firstAudio(clock.now() - this.endpointAt);
        this.happen({ type: 'reply-started', turn });
      },
      played: (turn, endsCall) => this.happen({ type: 'reply-played', turn, endsCall }),
      failed: (turn, error) => {
        this.tellProblem(error.code, error.message);
        this.happen({ type: 'reply-failed', turn });
      },
    });
    this.listener = pieces.listener;
    this.playout = pieces.playout;
    this.replier = pieces.replier;
  }

  /** Says the greeting, if there is one. To be called once, when the other end can hear. */
  start(): void {
    this.happen({ type: 'interruptible', value: this.callSettings.interruptible });
    this.greet();
  }

  /** Caller audio: mono, any rate and length; lent. */
  hear(pcm: Int16Array, sampleRate: number): void {
    if (this.ended) return;
    const now = this.shared.clock.now();
    this.idle.heard(now);
    this.gaps.heard(now);
    this.listener.hear(pcm, sampleRate);
  }

  command(command: CallCommand): void {
    if (this.ended) return;
    switch (command.type) {
      case 'update':
        return this.update(command);
      case 'text':
        this.endpointAt = this.shared.clock.now();
        return this.happen({ type: 'text', text: command.text });
      case 'interrupt':
        return this.interrupt();
      case 'mark':
        return this.playout.mark(command.name);
      case 'dtmf':
        return this.happen({ type: 'digit', digit: command.digit });
      case 'end':
        return this.end(command.reason);
    }
  }

  end(reason: EndReason): void {
    this.happen({ type: 'hangup', reason });
  }

  get ended(): boolean {
    return this.state.name === 'closing';
  }

  get stateName(): TurnState['name'] {
    return this.state.name;
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

  private onVerdict(verdict: SpeechVerdict): void {
    const { at } = verdict;
    if (verdict.type === 'speech-started') {
      this.tell({ type: 'speech-started', at });
      this.happen({ type: 'speech-started', at });
      return;
    }
    this.tell({ type: 'speech-stopped', at });
    this.happen({ type: 'speech-ended', at, silentMs: Math.max(0, this.listener.mediaTime - at) });
  }

  private onTranscript(transcript: Transcript): void {
    if (transcript.text !== '') {
      this.tell(transcriptEvent(transcript, this.callSettings.language, this.listener.mediaTime));
    }
    this.happen({ type: 'transcript', transcript });
  }

  /** Events are taken one at a time, in order; one caused by an effect comes after the effects before it. */
  private happen(event: TurnEvent): void {
    this.pending.push(event);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.pending.shift(); next; next = this.pending.shift()) {
        const { state, effects } = turnMachine(this.state, next, this.policy);
        this.state = state;
        for (const effect of effects) this.carryOut(effect);
      }
    } finally {
      this.busy = false;
    }
  }

  private carryOut(effect: TurnEffect): void {
    switch (effect.type) {
      case 'open-utterance':
        this.gaps.watch();
        return this.listener.openUtterance();
      case 'close-utterance':
        return this.closeUtterance();
      case 'start-reply': {
        const { turn, input, heard } = effect;
        this.log.turnCommitted();
        if (heard) this.stageDone('speech_to_text', this.shared.clock.now() - this.endpointAt);
        else this.endpointAt = this.shared.clock.now();
        return this.replier.answer(
          turn,
          input,
          this.timesOf(heard?.silentAt ?? null),
          this.listener.mediaTime,
        );
      }
      case 'say':
        this.endpointAt = this.shared.clock.now();
        return this.replier.say(
          effect.turn,
          effect.text,
          'script',
          this.timesOf(null),
          this.listener.mediaTime,
        );
      case 'say-fallback': {
        const text = preparedAnswer(effect.why, this.callSettings.language);
        if (effect.why === 'reply-late') this.tellProblem('deadline_exceeded', 'the reply took too long');
        return this.replier.say(effect.turn, text, 'fallback', this.timesOf(null), this.listener.mediaTime);
      }
      case 'pause-playout':
        return this.replier.pause();
      case 'resume-playout':
        return this.replier.resume();
      case 'drop-reply':
        return this.replier.drop();
      case 'retract-turn':
        return this.dialogue.retractCaller();
      case 'give-up':
        return this.tellProblem('reply_failed', 'the turn could not be answered');
      case 'note-interruption':
        if (effect.kind === 'real') this.log.interrupted();
        return this.call.observer.interruption(effect.kind);
      case 'set-timer':
        return this.timers.set(effect.name, effect.ms);
      case 'clear-timer':
        return this.timers.clear(effect.name);
      case 'hang-up':
        return this.hangUp(effect.reason);
    }
  }

  private closeUtterance(): void {
    this.endpointAt = this.shared.clock.now();
    this.gaps.rest();
    this.listener.closeUtterance();
    this.stageDone('audio_preprocessing', this.listener.takeBusyMs());
  }

  private timesOf(silentAt: Millis | null): TurnTimes {
    const now = this.shared.clock.now();
    const silence = silentAt === null ? null : this.listener.mediaTime - silentAt;
    if (silence !== null) {
      const delay = silence - (now - this.endpointAt);
      this.log.endpointed(delay);
      this.call.observer.endpointing(delay);
    }
    return { endpointAt: this.endpointAt, lastSoundAt: silence === null ? null : now - silence };
  }

  private update({ patch, eventId }: Extract<CallCommand, { type: 'update' }>): void {
    this.callSettings = patchSettings(this.callSettings, patch);
    this.listener.expectLanguage(this.callSettings.language);
    this.tell({ type: 'settings-updated', settings: this.callSettings, eventId });
    if (patch.interruptible !== undefined) this.happen({ type: 'interruptible', value: patch.interruptible });
    if (patch.greeting !== undefined) this.greet();
  }

  private greet(): void {
    const { greeting } = this.callSettings;
    if (this.greeted || greeting === null || greeting === '' || this.log.turnCount > 0) return;
    this.greeted = true;
    this.happen({ type: 'say', text: greeting });
  }

  /** The client is always told to clear, even where nothing was being said: it asked. */
  private interrupt(): void {
    const told = this.clearsTold;
    this.happen({ type: 'interrupt' });
    if (this.clearsTold > told || this.state.name === 'closing') return;
    const turn = turnId(this.call.callId, this.state.turn);
    this.tell({ type: 'playout-cleared', turnId: turn, heardMs: 0, heardText: '' });
  }

  private hangUp(reason: EndReason): void {
    const durationMs = this.shared.clock.now() - this.startedAt;
    this.abort.abort();
    this.timers.clearAll();
    this.idle.close();
    this.gaps.rest();
    this.listener.close();
    this.replier.close();
    for (const stage of [...this.call.stages.callerText, ...this.call.stages.assistantText]) stage.close?.();
    this.shared.replyEngine.forget?.(this.call.callId);
    this.call.observer.ended(reason, durationMs);
    this.tell({ type: 'ended', reason, report: this.log.report(durationMs) });
  }

  private stageDone(stage: 'audio_preprocessing' | 'speech_to_text', ownMs: Millis): void {
    this.call.observer.stage(stage, ownMs, 'ok');
    const latencyMs = Math.round(this.shared.clock.now() - this.endpointAt);
    this.tell({ type: 'stage-finished', stage, queueSize: this.shared.inProgress.size, latencyMs });
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
