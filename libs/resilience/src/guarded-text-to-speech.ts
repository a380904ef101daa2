import { durationOf } from '@app/core';
import type { Millis, ProviderHealth, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import { healthOfChain } from './chain-health';
import { firstTogether } from './first-together';
import type { ProviderChain } from './provider-chain';

/** How far a sentence has been spoken. */
interface Spoken {
  readonly words: Extract<SpeechPart, { type: 'word' }>[];
  audioMs: Millis;
}

/**
 * Synthesisers as one: each is given so long for its first sound, and the next is asked where it gives none. One that
 * stops in the middle of a sentence is followed by the next, which speaks the rest.
 */
export class GuardedTextToSpeech implements TextToSpeech {
  readonly name: string;
  readonly variant: string | null | undefined;

  constructor(private readonly chain: ProviderChain<TextToSpeech>) {
    const [first] = chain.providers;
    this.name = first.name;
    this.variant = first.variant;
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    let { text } = request;
    let offsetMs = 0;
    let spoken: Spoken = { words: [], audioMs: 0 };
    const open = (voice: TextToSpeech, signal: AbortSignal): AsyncIterable<readonly SpeechPart[]> =>
      firstTogether(voice.synthesize({ ...request, text }, { ...scope, signal }), isSound);
    const brokenOff = (): void => {
      text = restOf(text, spoken);
      offsetMs += spoken.audioMs;
      spoken = { words: [], audioMs: 0 };
    };
    for await (const part of this.chain.stream(scope, open, brokenOff)) {
      yield later(note(part, spoken), offsetMs);
    }
  }

  health(): ProviderHealth {
    return healthOfChain(this.chain);
  }

  close(): Promise<void> {
    return this.chain.close();
  }
}

const isSound = (part: SpeechPart): boolean => part.type !== 'word';

function note(part: SpeechPart, spoken: Spoken): SpeechPart {
  if (part.type === 'word') spoken.words.push(part);
  else if (part.type === 'pcm') spoken.audioMs += durationOf(part.frame.pcm.length, part.frame.sampleRate);
  else spoken.audioMs += part.durationMs;
  return part;
}

const later = (part: SpeechPart, ms: Millis): SpeechPart =>
  part.type === 'word' && ms > 0 ? { ...part, startMs: part.startMs + ms, endMs: part.endMs + ms } : part;

/** What of a text was not spoken yet: from the first word whose sound is not whole. Without word times all of it, if none was heard. */
function restOf(text: string, { words, audioMs }: Spoken): string {
  let end = 0;
  for (const word of words) {
    if (word.endMs > audioMs) break;
    const found = text.indexOf(word.text, end);
    if (found < 0) break;
    end = found + word.text.length;
  }
  return text.slice(end).trim();
}
