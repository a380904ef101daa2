import { readyAudio } from '@app/client';
import type { CallEvents, ReadyAudio } from '@app/client';
import type { ClientMessage } from '@app/protocol';
import { VirtualClock } from '@app/testing';
import { seeded } from '../../performance/vad/random';
import { standardCall } from './call-plan';
import type { CallPlan } from './call-plan';
import { LoadCaller } from './load-caller';
import type { Line } from './load-caller';
import type { SpeechBank, WireFrame } from './speech-bank';
import { Tally } from './tally';

/** The other end of a call: what was sent, and when; and what it tells. */
export class FarEnd implements Line {
  readonly sent: { readonly at: number; readonly what: ReadyAudio | ClientMessage }[] = [];
  private readonly listeners = new Map<string, ((event: never) => void)[]>();

  constructor(private readonly clock: VirtualClock) {}

  on<Name extends keyof CallEvents>(name: Name, listener: (event: CallEvents[Name]) => void): () => void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    return () => undefined;
  }

  send(message: ClientMessage): void {
    this.sent.push({ at: this.clock.now(), what: message });
  }

  sendReady(audio: ReadyAudio): void {
    this.sent.push({ at: this.clock.now(), what: audio });
  }

  frames(count: number): void {
    for (let i = 0; i < count; i++) this.tell('audio', new Uint8Array(640));
  }

  reply(turn: number, part = 0, processingLatency = 150): void {
    this.message('ai_response', { turnId: `call:${turn}`, part, isLast: false, processingLatency });
  }

  stage(stage: string): void {
    this.message('processing_status', { stage, queueSize: 0, processingLatency: 1 });
  }

  clear(): void {
    this.message('audio_clear', { turnId: 'call:1', heardMs: 0, heardText: '' });
  }

  message(type: string, data: object): void {
    this.tell(type, { type, data });
  }

  private tell(name: string, event: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(event as never);
  }
}

const bytes = (length: number, first: number): WireFrame[] =>
  Array.from({ length }, (_, i) => readyAudio(Uint8Array.of(first, i)));

/** Everybody says the same, one second long, over ten frames of noise. Sayings begin with a 1, noise with a 0. */
export const bank: SpeechBank = { sayings: [bytes(50, 1)], noise: bytes(10, 0) };

/** A caller in virtual time, who is given its frames when they are due. */
export class CallerOnClock {
  readonly clock = new VirtualClock();
  readonly tally = new Tally(this.clock);
  readonly far = new FarEnd(this.clock);
  readonly caller: LoadCaller;

  constructor(plan: Partial<CallPlan> = {}, own: SpeechBank = bank, seed = 1) {
    this.caller = new LoadCaller(this.far, { ...standardCall, ...plan }, own, this.tally, seeded(seed));
  }

  /** @param count of frames */
  pass(count: number): void {
    for (let i = 0; i < count; i++) {
      this.clock.advance(20);
      this.caller.frame(this.clock.now());
    }
  }

  /** Until the caller has said one thing more, whose last frame was due now. */
  untilAsked(): void {
    const { turns } = this.tally.counts;
    while (this.tally.counts.turns === turns) this.pass(1);
  }

  /** Until the caller has begun to say one thing more. */
  untilSpeaking(): void {
    const isSaid = (): boolean => {
      const last = this.far.sent.at(-1)?.what;
      return last !== undefined && 'data' in last && last.data[0] === 1;
    };
    do this.pass(1);
    while (!isSaid());
  }
}
