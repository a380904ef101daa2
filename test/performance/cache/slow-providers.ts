import { setTimeout } from 'node:timers/promises';
import type {
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';

const FIRST_TOKEN_MS = 300;
const FIRST_SOUND_MS = 150;
const MS_PER_CHARACTER = 60;

/** A model that thinks as long as its budget is. */
export class SlowReplies implements ReplyEngine {
  readonly name = 'slow';
  readonly shareable = true;

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  async *reply(_request: ReplyRequest, { signal }: Scope): AsyncGenerator<ReplyEvent> {
    await setTimeout(FIRST_TOKEN_MS, undefined, { signal });
    yield { type: 'text', text: 'No, we are open on weekdays. Shall I book you in?', source: 'model' };
  }
}

/** A voice that begins as late as its budget is. */
export class SlowVoice implements TextToSpeech {
  readonly name = 'slow';

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  async *synthesize({ text, sampleRate }: SynthesisRequest, { signal }: Scope): AsyncGenerator<SpeechPart> {
    await setTimeout(FIRST_SOUND_MS, undefined, { signal });
    const pcm = new Int16Array((text.length * MS_PER_CHARACTER * sampleRate) / 1000).fill(1000);
    yield { type: 'pcm', frame: { pcm, sampleRate, at: 0 } };
  }
}
