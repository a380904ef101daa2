import { resample } from '@app/audio';
import { durationOf, raceAbort, samplesIn } from '@app/core';
import type { Clock, Millis, PartEncoder } from '@app/core';
import { FarBuffer } from './far-buffer';
import { joinPcm } from './join-pcm';
import { Marks } from './marks';
import type { HeardReply, PartText, PartWriter, Playout, PlayoutSink } from './playout';
import { heardText } from './spoken-parts';
import type { SpokenPart } from './spoken-parts';
import type { PlayoutTicker, Ticking } from './ticker';

interface WholePart extends SpokenPart {
  readonly told: PartText;
  readonly pcm: Int16Array;
}

export interface PartPlayoutSettings {
  readonly sampleRate: number;
  readonly encoder: PartEncoder;
}

/**
 * Sends each part of a reply whole and compressed, as soon as it is made. What was heard is reckoned from the sending.
 * The other end cannot be paused, so a pause clears it, and going on sends the rest anew.
 */
export class PartPlayout implements Playout, Ticking {
  private parts: WholePart[] = [];
  private madeMs: Millis = 0;
  /** Parts that are being encoded. */
  private encoding = 0;
  private paused = false;
  private ended = false;
  private started = false;
  private dryTold = false;
  /** The part sent last is to be heard to its end: the next one is made after that. */
  private guarding = false;
  private wakeSynthesis: (() => void) | null = null;
  private active = false;
  /** A new one for each turn: work of an older turn finds that it is over. */
  private turn = {};
  private last: Promise<void> = Promise.resolve();
  private readonly far = new FarBuffer();
  private readonly marks: Marks;

  constructor(
    private readonly clock: Clock,
    private readonly ticker: PlayoutTicker,
    private readonly sink: PlayoutSink,
    private readonly settings: PartPlayoutSettings,
  ) {
    this.marks = new Marks((name, status) => sink.mark(name, status));
  }

  begin(): void {
    this.turn = {};
    this.parts = [];
    this.madeMs = 0;
    this.encoding = 0;
    this.paused = false;
    this.ended = false;
    this.started = false;
    this.guarding = false;
    this.far.restart();
    this.wake();
  }

  part(describe: () => PartText): PartWriter {
    const { sampleRate } = this.settings;
    const chunks: Int16Array[] = [];
    const words: SpokenPart['words'] = [];
    let from = sampleRate;
    const { turn } = this;
    return {
      audio: (pcm, rate) => {
        from = rate;
        chunks.push(pcm);
      },
      word: word => void words.push(word),
      finish: async signal => {
        const pcm = resample(joinPcm(chunks), from, sampleRate);
        const durationMs = durationOf(pcm.length, sampleRate);
        if (this.turn !== turn) return;
        const told = describe();
        const part: WholePart = { text: told.text, told, pcm, words, startMs: this.madeMs, durationMs };
        this.parts.push(part);
        this.madeMs += durationMs;
        if (!this.paused) await this.send(part.told, pcm, signal);
      },
    };
  }

  end(): void {
    this.ended = true;
    this.run();
  }

  /** Parts are sent as they are made: the other end keeps them. */
  async room(signal: AbortSignal): Promise<void> {
    while (this.guarding && this.far.leadMs(this.clock.now()) > 0) {
      await raceAbort(new Promise<void>(resolve => (this.wakeSynthesis = resolve)), signal);
    }
  }

  mark(name: string): void {
    this.marks.add(name, this.far.dryTime);
    this.run();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    const heard = this.heard();
    this.far.drop(this.clock.now());
    if (this.started) this.sink.cleared(heard);
  }

  resume(): void {
    if (!this.paused) return;
    this.paused = false;
    this.dryTold = false;
    const heardMs = this.far.sentMs;
    const signal = new AbortController().signal;
    void this.sendFrom(heardMs, signal);
  }

  clear(): HeardReply {
    const heard = this.heard();
    if (!this.paused) {
      this.far.drop(this.clock.now());
      if (this.started) this.sink.cleared(heard);
    }
    this.begin();
    this.marks.clear();
    this.rest();
    return heard;
  }

  heard(): HeardReply {
    const heardMs = Math.round(this.far.heardMs(this.clock.now()));
    return { heardMs, text: heardText(this.parts, heardMs) };
  }

  close(): void {
    this.begin();
    this.rest();
  }

  tick(now: Millis): void {
    this.marks.tick(now);
    if (this.far.leadMs(now) === 0) this.wake();
    if (this.paused || this.encoding > 0 || this.far.leadMs(now) > 0 || !this.marks.empty) return;
    if (!this.ended) {
      if (this.madeMs === 0) this.rest();
      else this.runDry();
      return;
    }
    this.rest();
    this.ended = false;
    this.sink.played();
  }

  private wake(): void {
    const wake = this.wakeSynthesis;
    this.wakeSynthesis = null;
    wake?.();
  }

  private runDry(): void {
    if (this.dryTold) return;
    this.dryTold = true;
    this.sink.dry();
  }

  /** One after the other, so that parts go out in order however long each takes to encode. */
  private send(told: PartText, pcm: Int16Array, signal: AbortSignal): Promise<void> {
    const sending = this.last.then(() => this.encodeAndSend(told, pcm, signal));
    this.last = sending.catch(() => undefined);
    return sending;
  }

  private async encodeAndSend(told: PartText, pcm: Int16Array, signal: AbortSignal): Promise<void> {
    const { turn } = this;
    const { encoder, sampleRate } = this.settings;
    this.encoding++;
    try {
      const audio = pcm.length === 0 ? new Uint8Array(0) : await encoder.encode(pcm, sampleRate, signal);
      if (this.turn !== turn || this.paused) return;
      const now = this.clock.now();
      this.started = true;
      this.dryTold = false;
      this.guarding = told.guarded;
      this.sink.part(told, audio);
      this.sink.sounds(pcm, sampleRate, Math.max(now, this.far.dryTime));
      this.far.add(durationOf(pcm.length, sampleRate), now);
    } finally {
      if (this.turn === turn) this.encoding--;
    }
    this.run();
  }

  /** Sends what lies behind this point of the turn's audio. A part that does not encode is passed over. */
  private async sendFrom(heardMs: Millis, signal: AbortSignal): Promise<void> {
    const { turn } = this;
    for (const part of [...this.parts]) {
      const skip = Math.max(0, heardMs - part.startMs);
      if (skip >= part.durationMs && part.durationMs > 0) continue;
      const said = heardText([{ ...part, startMs: 0 }], skip);
      const rest: PartText = { ...part.told, text: part.text.slice(said.length).trim() };
      const pcm = part.pcm.subarray(samplesIn(skip, this.settings.sampleRate));
      await this.send(rest, pcm, signal).catch(() => undefined);
      if (this.turn !== turn || this.paused) return;
    }
    this.run();
  }

  private run(): void {
    if (this.active) return;
    this.active = true;
    this.ticker.add(this);
  }

  private rest(): void {
    this.active = false;
    this.ticker.remove(this);
  }
}
