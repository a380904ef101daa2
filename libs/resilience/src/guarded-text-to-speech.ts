import { durationOf, toVoiceError } from '@app/core';
import type { Millis, ProviderHealth, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import { healthOfChain } from './chain-health';
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

  constructor(private readonly chain: ProviderChain<TextToSpeech>) {
    this.name = chain.providers[0].name;
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    const { chain } = this;
    let { text } = request;
    let offsetMs = 0;
    for (let from = 0; ;) {
      const asked = { ...request, text };
      const begun = await chain.begin(scope, from, (voice, signal) =>
        sounding(voice, asked, { ...scope, signal }),
      );
      const spoken: Spoken = { words: [], audioMs: 0 };
      try {
        const stallMs = chain.stallMs(begun.provider);
        for (let parts = begun.first; parts !== null; parts = await begun.stream.next(stallMs)) {
          for (const part of parts) yield later(note(part, spoken), offsetMs);
        }
        begun.passage.succeeded();
        return;
      } catch (error) {
        chain.fail(begun.provider, begun.passage, error, scope.signal);
        scope.signal.throwIfAborted();
        from = chain.after(begun.provider);
        const next = chain.providers[from];
        if (!next) throw toVoiceError(begun.provider.name, error);
        chain.parts.observer.fellBack(chain.kind, begun.provider.name, next.name);
        text = restOf(text, spoken);
        offsetMs += spoken.audioMs;
      } finally {
        begun.passage.abandoned();
        begun.stream.close();
      }
    }
  }

  health(): ProviderHealth {
    return healthOfChain(this.chain);
  }

  async close(): Promise<void> {
    await Promise.all(this.chain.providers.map(voice => voice.close()));
  }
}

/** The parts of a synthesiser's stream, those before the first sound together with it. */
async function* sounding(
  voice: TextToSpeech,
  request: SynthesisRequest,
  scope: Scope,
): AsyncGenerator<readonly SpeechPart[]> {
  let before: SpeechPart[] | null = [];
  for await (const part of voice.synthesize(request, scope)) {
    if (!before) yield [part];
    else {
      before.push(part);
      if (part.type === 'word') continue;
      yield before;
      before = null;
    }
  }
  if (before && before.length > 0) yield before;
}

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
