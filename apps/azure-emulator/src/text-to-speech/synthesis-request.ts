import { at } from '../server/json';

/** What `synthesis.context` asks for. */
export interface SynthesisRequest {
  /** The name of a format. */
  readonly format: string;
  readonly words: boolean;
  readonly punctuation: boolean;
  readonly sentences: boolean;
  readonly sessionEnd: boolean;
  /** Voice and language of streamed text, which has no SSML. */
  readonly voice: string | null;
  readonly language: string;
}

export function synthesisRequest(context: unknown): SynthesisRequest {
  const audio = at(context, 'synthesis', 'audio');
  const input = at(context, 'synthesis', 'input');
  const asked = (name: string): boolean => isTrue(at(audio, 'metadataOptions', name));
  const format = at(audio, 'outputFormat');
  const voice = at(input, 'voiceName');
  const language = at(input, 'language');
  return {
    format: typeof format === 'string' ? format : '',
    words: asked('wordBoundaryEnabled'),
    punctuation: asked('punctuationBoundaryEnabled'),
    sentences: asked('sentenceBoundaryEnabled'),
    sessionEnd: asked('sessionEndEnabled'),
    voice: typeof voice === 'string' ? voice : null,
    language: typeof language === 'string' ? language : 'en-US',
  };
}

/** Set by a property the flag is a text, set by a listener it is a boolean. */
const isTrue = (flag: unknown): boolean => flag === true || String(flag).toLowerCase() === 'true';
