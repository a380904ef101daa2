import { bytesFromPcm } from '@app/audio';
import type { CallClient } from '@app/client';
import { FRAME_MS } from '@app/core';
import { pick, uniform } from '../distributions';
import type { Line } from '../line';

/** A turn as its caller saw it: by the clock of the calling process, ms. */
export interface LiveTurn {
  /** The last sound, as the service heard it. */
  readonly lastSoundAt: number;
  readonly firstAudioAt: number;
}

/** Speaks, waits for the answer, and speaks again, in real time. */
export class LiveCaller {
  readonly turns: LiveTurn[] = [];
  private frames = 0;
  private nextSpeechAt = 0;
  private spoke = false;
  private sentAt = 0;
  private lastSoundAt: number | null = null;

  constructor(
    private readonly client: CallClient,
    private readonly line: Line,
    private readonly sayings: readonly Int16Array[],
    private readonly random: () => number,
  ) {
    this.nextSpeechAt = uniform(random, 500, 5000);
    client.on('speech_stopped', ({ data }) => {
      // Reckoned back from the frame that told: had it been sent late, that would be no fault of the service.
      this.lastSoundAt = this.sentAt - (this.frames * FRAME_MS - data.at);
    });
    client.on('audio', () => this.onAudio());
    client.on('processing_status', ({ data }) => {
      if (data.stage === 'completed') this.rest();
    });
  }

  /** Twenty more milliseconds. */
  frame(): void {
    const now = this.frames++ * FRAME_MS;
    if (!this.spoke && now >= this.nextSpeechAt) {
      this.spoke = true;
      this.line.sound(pick(this.random, this.sayings), now);
    }
    this.client.sendAudio(bytesFromPcm(this.line.next().slice()));
    this.sentAt = performance.now();
  }

  private onAudio(): void {
    if (this.lastSoundAt === null) return;
    this.turns.push({ lastSoundAt: this.lastSoundAt, firstAudioAt: performance.now() });
    this.lastSoundAt = null;
  }

  private rest(): void {
    this.spoke = false;
    this.nextSpeechAt = this.frames * FRAME_MS + uniform(this.random, 300, 900);
  }
}
