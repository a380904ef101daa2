import { FRAME_MS, samplesIn } from '@app/core';
import type { InputEncoding, ReplyEncoding, ReplyRate } from '@app/protocol';

/** How simulated callers behave. Shares are 0–1. */
export interface CallPlan {
  /** Caller audio as binary frames, or as JSON with base64. */
  readonly wire: 'binary' | 'json';
  readonly input: Extract<InputEncoding, 'pcm16' | 'mulaw' | 'alaw'>;
  /** Hz. */
  readonly inputRate: 8000 | 16_000;
  readonly audio: Extract<ReplyEncoding, 'pcm16' | 'mulaw' | 'alaw' | 'opus'>;
  readonly rate: ReplyRate;
  /** Of the time a caller speaks. */
  readonly talkRatio: number;
  /** Callers begin to speak within so long, s; 5 where left out. */
  readonly firstS?: number;
  /** Each frame is late by up to so long, and overtakes none, ms. */
  readonly jitterMs: number;
  /** Of the frames never come. */
  readonly loss: number;
  /** Of the replies the caller speaks over. */
  readonly bargeIns: number;
  /** A call lasts about so long and another takes its place, s; 0: to the end. */
  readonly callS: number;
  /** Of the calls that end, so many break off without a word. */
  readonly vanish: number;
}

/** The call of the standard run. */
export const standardCall: CallPlan = {
  wire: 'binary',
  input: 'pcm16',
  inputRate: 16_000,
  audio: 'pcm16',
  rate: 16_000,
  talkRatio: 0.4,
  jitterMs: 0,
  loss: 0,
  bargeIns: 0,
  callS: 0,
  vanish: 0,
};

/** What Opus makes of 20 ms of speech, about. */
const OPUS_BYTES = 80;

/** Of one frame of the replies, bytes. */
export function replyFrameBytes({ audio, rate }: Pick<CallPlan, 'audio' | 'rate'>): number {
  if (audio === 'opus') return OPUS_BYTES;
  return samplesIn(FRAME_MS, rate) * (audio === 'pcm16' ? 2 : 1);
}
