import { noDeadline } from '@app/core';
import type { CallId, TextToSpeech } from '@app/core';
import { joinPcm } from '../playout/join-pcm';
import { opener } from '../language/openers';
import { OpenerAccount } from './opener-account';

/** A word or two that bridge a silence, as sound. */
export interface Filler {
  readonly text: string;
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

export interface FillerVoice {
  /** BCP 47. */
  readonly language: string;
  readonly voice: string | null;
  /** Hz. */
  readonly sampleRate: number;
}

/** Voices kept; the oldest go first. */
const LIMIT = 64;

/** Fillers in the voices that are in use, made before they are needed: by then there is no time left. */
export class Fillers {
  readonly openers = new OpenerAccount();
  private readonly made = new Map<string, Filler | 'being made'>();

  constructor(private readonly textToSpeech: TextToSpeech) {}

  /** @returns null where there is none yet. */
  get(voice: FillerVoice): Filler | null {
    const filler = this.made.get(keyOf(voice));
    return filler === undefined || filler === 'being made' ? null : filler;
  }

  /** A voice that fails is tried again with the next call. */
  prepare(voice: FillerVoice, signal: AbortSignal): void {
    const key = keyOf(voice);
    if (this.made.has(key)) return;
    this.made.set(key, 'being made');
    this.make(voice, signal).then(
      filler => {
        this.made.set(key, filler);
        for (const oldest of this.made.keys()) {
          if (this.made.size <= LIMIT) break;
          this.made.delete(oldest);
        }
      },
      () => this.made.delete(key),
    );
  }

  private async make(voice: FillerVoice, signal: AbortSignal): Promise<Filler> {
    const text = opener(voice.language);
    const scope = { callId: 'fillers' as CallId, signal, deadline: noDeadline };
    const chunks: Int16Array[] = [];
    let { sampleRate } = voice;
    for await (const part of this.textToSpeech.synthesize({ ...voice, text }, scope)) {
      if (part.type !== 'pcm') continue;
      chunks.push(part.frame.pcm);
      sampleRate = part.frame.sampleRate;
    }
    if (chunks.length === 0) throw new Error('the filler has no sound');
    return { text, pcm: joinPcm(chunks), sampleRate };
  }
}

const keyOf = ({ language, voice, sampleRate }: FillerVoice): string =>
  JSON.stringify([language, voice, sampleRate]);
