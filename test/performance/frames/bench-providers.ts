import { FRAME_MS, samplesIn } from '@app/core';
import type {
  ReplyEngine,
  ReplyEvent,
  Recognition,
  SpeechPart,
  SpeechToText,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';

const up = { health: () => ({ status: 'up' }) as const, close: async (): Promise<void> => undefined };

/** Is written to, and understands nothing. */
export class DeafRecogniser implements SpeechToText {
  readonly name = 'deaf';
  readonly health = up.health;
  readonly close = up.close;
  written = 0;

  open(): Recognition {
    return {
      write: () => void this.written++,
      endUtterance: () => undefined,
      close: () => undefined,
    };
  }
}

/** Never asked: the caller is not understood, and what is said is said by a command. */
export const noReplies: ReplyEngine = {
  ...up,
  name: 'none',
  async *reply(): AsyncGenerator<ReplyEvent> {},
};

const PIECE_FRAMES = 5;

/** Says everything in so many frames, in pieces of 100 ms that take no time to make. */
export class SteadyVoice implements TextToSpeech {
  readonly name = 'steady';
  readonly health = up.health;
  readonly close = up.close;

  constructor(private readonly frames: number) {}

  async *synthesize({ sampleRate }: SynthesisRequest): AsyncGenerator<SpeechPart> {
    const pcm = new Int16Array(samplesIn(FRAME_MS, sampleRate) * PIECE_FRAMES).map((_, i) =>
      Math.round(8000 * Math.sin(i / 7)),
    );
    for (let made = 0; made < this.frames; made += PIECE_FRAMES)
      yield { type: 'pcm', frame: { pcm, sampleRate, at: made * FRAME_MS } };
  }
}
