import { Resampler } from '@app/audio';
import { systemClock } from '@app/core';
import type { AudioFrame, CallId, CallSink } from '@app/core';
import type { InputFormat, ReplyFormat } from '@app/protocol';
import { nativeProtocol } from '@app/transport';
import { inWords } from './frame-step';
import type { FrameStep } from './frame-step';
import { framesAt, messagesOf } from './material';

const deaf: CallSink = {
  audio: () => undefined,
  command: () => undefined,
  answer: () => undefined,
  violation: () => undefined,
};

export const protocolOf = (
  audioIn: InputFormat,
  audioOut: ReplyFormat,
): ReturnType<typeof nativeProtocol.create> =>
  nativeProtocol.create({
    clock: systemClock,
    callId: 'bench' as CallId,
    bound: true,
    handshake: { audioIn, audioOut, callId: null, resume: null, language: null },
  });

const wide = { encoding: 'pcm16', sampleRate: 16_000 } as const;

/** A binary message becomes samples. */
export function decoding(format: InputFormat): FrameStep {
  const protocol = protocolOf(format, wide);
  const messages = messagesOf(format);
  return {
    name: 'decode',
    format: inWords(format),
    frames: messages.length,
    pass() {
      for (let i = 0; i < messages.length; i++) protocol.decode(messages[i]!, true, deaf);
    },
    close: () => protocol.close(),
  };
}

/** Samples become a binary message. */
export function encoding(format: ReplyFormat): FrameStep {
  const protocol = protocolOf(wide, format);
  const { sampleRate } = format;
  const frames = framesAt(sampleRate).map((pcm, i): AudioFrame => ({ pcm, sampleRate, at: i * 20 }));
  return {
    name: 'encode',
    format: inWords(format),
    frames: frames.length,
    pass() {
      for (let i = 0; i < frames.length; i++) protocol.encodeAudio(frames[i]!);
    },
    close: () => protocol.close(),
  };
}

export function resampling(fromHz: number, toHz: number): FrameStep {
  const frames = framesAt(fromHz);
  const resampler = new Resampler(fromHz, toHz);
  const output = new Int16Array(resampler.capacity(frames[0]?.length ?? 0));
  return {
    name: 'resample',
    format: `${fromHz / 1000} → ${toHz / 1000} kHz`,
    frames: frames.length,
    pass() {
      for (let i = 0; i < frames.length; i++) resampler.process(frames[i]!, output);
    },
    close: () => undefined,
  };
}
