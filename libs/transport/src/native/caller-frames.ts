import { AudioFormatError, decodeAlaw, decodeMulaw, isOpusRate, OpusDecoder, pcmFromBytes } from '@app/audio';
import { durationOf } from '@app/core';
import { limits } from '@app/protocol';
import type { InputFormat } from '@app/protocol';
import { MessageFault } from './message-fault';

/** Decodes one binary message of the caller to mono PCM16; what it returns is lent until the next one. */
export type CallerFrames = (data: Uint8Array) => Int16Array;

/** @throws MessageFault `bad_audio` (the decoder it returns does) */
export function callerFrames(format: Readonly<InputFormat>): CallerFrames {
  const decode = decoderFor(format);
  return data => {
    if (data.byteLength === 0) throw new MessageFault('bad_audio', 'the frame is empty');
    const pcm = decode(data);
    const ms = durationOf(pcm.length, format.sampleRate);
    if (ms > limits.maxChunkMs)
      throw new MessageFault(
        'bad_audio',
        `a frame lasts at most ${limits.maxChunkMs} ms, not ${Math.round(ms)}`,
      );
    return pcm;
  };
}

function decoderFor({ encoding, sampleRate }: Readonly<InputFormat>): CallerFrames {
  switch (encoding) {
    case 'pcm16':
      return pcm16;
    case 'mulaw':
      return g711(decodeMulaw);
    case 'alaw':
      return g711(decodeAlaw);
    case 'opus':
      return opus(sampleRate);
  }
}

function pcm16(data: Uint8Array): Int16Array {
  if (data.byteLength % 2 !== 0)
    throw new MessageFault('bad_audio', `${data.byteLength} bytes are not whole samples of 16 bits`);
  return pcmFromBytes(data);
}

/** Decodes into one piece of memory, as long as the longest frame so far. */
function g711(decode: (data: Uint8Array, out: Int16Array) => void): CallerFrames {
  let room = new Int16Array(0);
  let lent = room;
  return data => {
    if (data.length > room.length) room = new Int16Array(data.length);
    if (data.length !== lent.length || lent.buffer !== room.buffer) lent = room.subarray(0, data.length);
    decode(data, lent);
    return lent;
  };
}

function opus(sampleRate: number): CallerFrames {
  if (!isOpusRate(sampleRate)) throw new AudioFormatError(`Opus has no sample rate of ${sampleRate} Hz`);
  const decoder = new OpusDecoder(sampleRate);
  return data => {
    try {
      return decoder.decode(data);
    } catch (error) {
      if (error instanceof AudioFormatError) throw new MessageFault('bad_audio', error.message);
      throw error;
    }
  };
}
