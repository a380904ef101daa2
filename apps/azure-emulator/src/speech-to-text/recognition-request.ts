import type { Millis } from '@app/core';
import { at } from '../server/json';

/** What a client asks of speech to text, by the query of its URL and by `speech.context`. */
export interface RecognitionRequest {
  /** `interactive` ends with its first phrase. */
  readonly mode: 'interactive' | 'conversation' | 'dictation';
  readonly language: string;
  /** Languages to tell apart; empty where there is nothing to tell. */
  readonly candidates: readonly string[];
  readonly detailed: boolean;
  readonly wordTimes: boolean;
  /** Silence that ends a phrase; null for the service's own. */
  readonly segmentationMs: Millis | null;
  /** Silence before any speech after which there is no match; null for none. */
  readonly initialSilenceMs: Millis | null;
}

const INTERACTIVE_SILENCE_MS: Millis = 5000;
const modes = ['interactive', 'conversation', 'dictation'] as const;

/** @param context the body of the message, or undefined before it came */
export function recognitionRequest(
  path: string,
  query: URLSearchParams,
  context: unknown,
): RecognitionRequest {
  const mode = modeOf(path, at(context, 'phraseDetection', 'mode'));
  const words = query.get('wordLevelTimestamps') === 'true' || asksForWords(context);
  const detailed =
    query.get('format') === 'detailed' ||
    String(at(context, 'phraseOutput', 'format')).toLowerCase() === 'detailed';
  const candidates = textsOf(at(context, 'languageId', 'languages'));
  return {
    mode,
    candidates,
    language:
      candidates[0] ?? textOf(at(context, 'phraseDetection', 'language')) ?? query.get('language') ?? 'en-US',
    detailed: detailed || words,
    wordTimes: words,
    segmentationMs:
      millis(at(context, 'phraseDetection', mode, 'segmentation', 'segmentationSilenceTimeoutMs')) ??
      millis(query.get('segmentationSilenceTimeoutMs')),
    initialSilenceMs:
      millis(at(context, 'phraseDetection', 'initialSilenceTimeout')) ??
      millis(query.get('initialSilenceTimeoutMs')) ??
      (mode === 'interactive' ? INTERACTIVE_SILENCE_MS : null),
  };
}

/** The first version has a path for each mode; the second tells it in the context. */
function modeOf(path: string, inContext: unknown): RecognitionRequest['mode'] {
  const told = typeof inContext === 'string' ? inContext.toLowerCase() : path.split('/')[3];
  return modes.find(mode => mode === told) ?? 'conversation';
}

const asksForWords = (context: unknown): boolean =>
  textsOf(at(context, 'phraseOutput', 'detailed', 'options')).includes('WordTimings');

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];

function millis(value: unknown): Millis | null {
  const ms = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof ms === 'number' && ms > 0 ? ms : null;
}
