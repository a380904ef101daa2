import { formatWav } from '@app/audio';
import type { Millis } from '@app/core';

/** So many turns are remembered. */
const TURNS = 20;

interface Recording {
  readonly parts: Int16Array[];
  readonly sampleRate: number;
  samples: number;
}

/** The audio that clients sent, of the last few turns: to listen to what the service really passes on. */
export class Recordings {
  private readonly turns = new Map<string, Recording>();

  /** @param keepMs of each turn, from its beginning; 0 keeps nothing */
  constructor(private readonly keepMs: Millis) {}

  /** @param pcm lent */
  add(request: string, pcm: Int16Array, sampleRate: number): void {
    if (this.keepMs === 0) return;
    let turn = this.turns.get(request);
    if (!turn) {
      turn = { parts: [], sampleRate, samples: 0 };
      this.turns.set(request, turn);
      if (this.turns.size > TURNS) this.turns.delete(this.turns.keys().next().value!);
    }
    if (turn.samples >= (this.keepMs * sampleRate) / 1000) return;
    turn.parts.push(pcm.slice());
    turn.samples += pcm.length;
  }

  /** @returns null where nothing is kept of such a request */
  wavOf(request: string): Uint8Array | null {
    const turn = this.turns.get(request);
    if (!turn) return null;
    const whole = new Int16Array(turn.samples);
    let at = 0;
    for (const part of turn.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return formatWav([whole], turn.sampleRate);
  }

  clear(): void {
    this.turns.clear();
  }
}
