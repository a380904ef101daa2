import { CancelledError, DeadlineError, END_CALL, deadlineIn, deriveAbort, unhurried } from '@app/core';
import type {
  CallerInput,
  CallId,
  CallSettings,
  Clock,
  Millis,
  PartEncoder,
  ReplyEngine,
  ReplySource,
  Scope,
  SpeechToText,
  TextToSpeech,
} from '@app/core';
import { recogniseClip } from './recognise-clip';
import type { Clip } from './recognise-clip';
import { speakClip } from './speak-clip';

export interface ExchangeParts {
  readonly clock: Clock;
  readonly speechToText: SpeechToText;
  readonly replyEngine: ReplyEngine;
  readonly textToSpeech: TextToSpeech;
  readonly encoder: PartEncoder;
}

/** One utterance and its answer, with the time each stage took, ms. */
export interface Exchange {
  readonly transcript: string;
  readonly confidence: number;
  readonly reply: string;
  readonly source: ReplySource;
  readonly shouldTerminate: boolean;
  /** MP3 at 16 kHz; empty where there is nothing to say. */
  readonly audio: Uint8Array;
  readonly latencies: {
    readonly speechToText: Millis;
    readonly aiGeneration: Millis;
    readonly textToSpeech: Millis;
  };
}

/**
 * Answers one clip outside of any call: recognise, reply, speak, each to its end.
 * @throws VoiceError of the provider that failed, or DeadlineError
 */
export async function answerClip(
  parts: ExchangeParts,
  callId: CallId,
  clip: Clip,
  settings: CallSettings,
  timeoutMs: Millis,
  signal: AbortSignal,
): Promise<Exchange> {
  const { clock } = parts;
  const abort = deriveAbort(signal);
  const scope: Scope = { callId, signal: abort.signal, deadline: deadlineIn(clock, timeoutMs) };
  const timer = clock.after(timeoutMs, () => abort.abort(new DeadlineError('the exchange took too long')));
  try {
    const begun = clock.now();
    const heard = await recogniseClip(parts.speechToText, clip, settings.language, scope);
    const recognised = clock.now();
    const input: CallerInput = { kind: 'speech', text: heard.text, confidence: heard.confidence };
    const answer = await reply(parts.replyEngine, input, settings, scope);
    const replied = clock.now();
    const audio = await speakClip(parts, answer.text, settings, scope);
    return {
      transcript: heard.text,
      confidence: heard.confidence,
      reply: answer.text,
      source: answer.source,
      shouldTerminate: answer.endsCall,
      audio,
      latencies: {
        speechToText: Math.round(recognised - begun),
        aiGeneration: Math.round(replied - recognised),
        textToSpeech: Math.round(clock.now() - replied),
      },
    };
  } finally {
    timer.cancel();
    abort.dispose();
    abort.abort(new CancelledError('the exchange is over'));
    parts.replyEngine.forget?.(callId);
  }
}

async function reply(
  engine: ReplyEngine,
  input: CallerInput,
  settings: CallSettings,
  scope: Scope,
): Promise<{ text: string; source: ReplySource; endsCall: boolean }> {
  let text = '';
  let source: ReplySource = 'model';
  let endsCall = false;
  const request = { ...unhurried, input, turn: 1, history: [], settings };
  for await (const event of engine.reply(request, scope)) {
    scope.signal.throwIfAborted();
    if (event.type === 'tool-call' && event.name === END_CALL) endsCall = true;
    if (event.type !== 'text') continue;
    text += event.text;
    source = event.source;
  }
  scope.signal.throwIfAborted();
  return { text: text.trim(), source, endsCall };
}
