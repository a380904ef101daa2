import { CachedReplyEngine, CachedTextToSpeech } from '@app/cache';
import type { Caches } from '@app/cache';
import {
  Conversation,
  Fillers,
  PlayoutTicker,
  SpeculationAccount,
  TurnsInProgress,
  defaultBudget,
  defaultLimits,
  endpointingStrategies,
  roomForAll,
} from '@app/conversation';
import { defaultSettings, systemClock } from '@app/core';
import type { CallId, ReplyEngine, TextToSpeech } from '@app/core';
import { FakeSpeechToText, FakeVoiceActivity, silentObserver } from '@app/testing';
import { SlowReplies, SlowVoice } from './slow-providers';

const RATE = 16_000;

/** ms from the commit of a turn in text to its first frame, one call each. */
export async function takeTurns(caches: Caches | null, turns: number): Promise<number[]> {
  const ticker = new PlayoutTicker(systemClock);
  const replies = new SlowReplies();
  const voice = new SlowVoice();
  const replyEngine = caches ? new CachedReplyEngine(replies, caches) : replies;
  const textToSpeech = caches ? new CachedTextToSpeech(voice, caches) : voice;
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    times.push(await takeTurn(ticker, replyEngine, textToSpeech, `call-${turn}` as CallId));
  }
  return times;
}

async function takeTurn(
  ticker: PlayoutTicker,
  replyEngine: ReplyEngine,
  textToSpeech: TextToSpeech,
  callId: CallId,
): Promise<number> {
  const first = Promise.withResolvers<void>();
  const conversation = new Conversation(
    {
      clock: systemClock,
      ticker,
      inProgress: new TurnsInProgress(),
      places: roomForAll,
      voiceActivity: new FakeVoiceActivity(),
      speechToText: new FakeSpeechToText(systemClock),
      replyEngine,
      textToSpeech,
      endpointing: endpointingStrategies.fixed(300),
      limits: { ...defaultLimits, speculations: 0 },
      // No filler: the answer itself is waited for.
      budget: { ...defaultBudget, totalMs: 10_000 },
      speculation: new SpeculationAccount(0),
      fillers: new Fillers(textToSpeech),
      idleTimeoutMs: 0,
    },
    {
      callId,
      settings: { ...defaultSettings, greeting: null },
      listenRate: RATE,
      delivery: { kind: 'frames', sampleRate: RATE, leadMs: 60 },
      stages: { callerAudio: [], callerText: [], assistantText: [] },
      observer: silentObserver,
      out: { frame: () => first.resolve(), event: () => undefined },
    },
  );
  conversation.start();
  const begun = performance.now();
  conversation.command({ type: 'text', text: 'Do you open on Sundays?' });
  await first.promise;
  const took = performance.now() - begun;
  conversation.end('caller');
  return took;
}
