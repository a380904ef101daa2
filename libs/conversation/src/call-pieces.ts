import { noDeadline } from '@app/core';
import type {
  CallEvent,
  CallId,
  CallSettings,
  Millis,
  Scope,
  SpeechVerdict,
  Transcript,
  VoiceError,
} from '@app/core';
import type { CallParts, Delivery, SharedParts } from './conversation-parts';
import type { Dialogue } from './dialogue';
import { EchoReference } from './listening/echo-reference';
import { Listener } from './listening/listener';
import { makePlayout } from './playout/make-playout';
import type { Playout } from './playout/playout';
import { Replier } from './replying/replier';
import type { ReplierSink } from './replying/replier';
import type { VoiceFormat } from './replying/reply';

/** A reply that has not ended after this is stuck. */
const LONGEST_REPLY_MS: Millis = 120_000;

/** Parts are sent ahead by no more than this, or their echo is not known. */
const LONGEST_QUEUE_MS: Millis = 60_000;

/** What the pieces of a call tell the conversation. */
export interface CallHooks extends ReplierSink {
  verdict(verdict: SpeechVerdict): void;
  transcript(transcript: Transcript): void;
  recognitionFailed(error: VoiceError): void;
  alarm(): void;
}

export interface CallPieces {
  readonly listener: Listener;
  readonly playout: Playout;
  readonly replier: Replier;
}

/** Puts the way in and the way out of one call together. */
export function makePieces(
  shared: SharedParts,
  call: CallParts,
  dialogue: Dialogue,
  signal: AbortSignal,
  settings: () => CallSettings,
  hooks: CallHooks,
): CallPieces {
  const { listenRate, stages, observer, delivery } = call;
  const callId = (): CallId => call.callId;
  const echo = new EchoReference(delivery.kind === 'parts' ? LONGEST_QUEUE_MS : delivery.leadMs);
  const scope: Scope = {
    get callId() {
      return call.callId;
    },
    signal,
    deadline: noDeadline,
  };
  const listener = new Listener(
    { ...shared, stages: stages.callerAudio, scope, echo, sampleRate: listenRate },
    hooks,
    settings().language,
  );
  const playout = makePlayout(shared, call, {
    part: (part, audio) => replier.partOut(part, audio),
    sounds: (pcm, sampleRate, at) => echo.sounds(pcm, sampleRate, at),
    dry: () => replier.ranDry(),
    goesOn: () => replier.goesOn(),
    played: () => replier.allPlayed(),
    cleared: heard => {
      echo.cleared(shared.clock.now());
      replier.cleared(heard.heardMs, heard.text);
    },
    mark: (name, status) => hooks.emit({ type: 'mark', name, status } satisfies CallEvent),
  });
  const replier = new Replier(
    {
      callId,
      signal,
      dialogue,
      observer,
      playout,
      clock: shared.clock,
      inProgress: shared.inProgress,
      places: shared.places,
      replyWaitMs: shared.limits.replyWaitMs,
      engine: shared.replyEngine,
      textToSpeech: shared.textToSpeech,
      callerStages: stages.callerText,
      assistantStages: stages.assistantText,
      voiceFormat: voiceFormat(delivery),
      longestReplyMs: LONGEST_REPLY_MS,
      speculation: shared.speculation,
      filler: voice => shared.fillers.get(voice),
      fillerFollowed: ms => shared.fillers.openers.followedAfter(ms),
    },
    hooks,
    settings,
  );
  return { listener, playout, replier };
}

const voiceFormat = (delivery: Delivery): VoiceFormat => {
  const encoding = delivery.kind === 'frames' ? delivery.encoding : undefined;
  return { sampleRate: delivery.sampleRate, ...(encoding && { encoding }) };
};
