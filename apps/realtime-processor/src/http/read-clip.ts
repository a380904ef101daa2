import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';
import type { Mp3Reader } from '@app/audio';
import {
  AudioFormatError,
  decodeAlaw,
  decodeMulaw,
  isMp3,
  isWav,
  mixToMono,
  parseWav,
  pcmFromBytes,
} from '@app/audio';
import { durationOf } from '@app/core';
import type { ClipEncoding, ProcessAudioBody } from './process-audio.dto';

export interface Clip {
  /** Mono. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

const LONGEST_MS = 60_000;
const SHORTEST_MS = 20;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The audio of a request, whichever way it comes. */
export async function readClip(body: ProcessAudioBody, mp3: Mp3Reader): Promise<Clip> {
  const bytes = fromBase64(body.audioData);
  const clip = await decode(bytes, body.encoding ?? guess(bytes), body.sampleRate, mp3);
  const ms = durationOf(clip.pcm.length, clip.sampleRate);
  if (ms > LONGEST_MS)
    throw new PayloadTooLargeException(`audioData lasts ${Math.round(ms / 1000)} s; 60 s are taken`);
  if (ms < SHORTEST_MS) throw new AudioFormatError('audioData lasts less than 20 ms');
  return clip;
}

function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0 || !BASE64.test(text)) {
    throw new BadRequestException({
      statusCode: 400,
      code: 'bad_request',
      message: 'audioData is not base64',
      errors: [{ field: 'audioData', message: 'audioData must be base64' }],
    });
  }
  return Buffer.from(text, 'base64');
}

function guess(bytes: Uint8Array): ClipEncoding {
  if (isWav(bytes)) return 'wav';
  return isMp3(bytes) ? 'mp3' : 'pcm16';
}

async function decode(
  bytes: Uint8Array,
  encoding: ClipEncoding,
  sampleRate: number | undefined,
  mp3: Mp3Reader,
): Promise<Clip> {
  switch (encoding) {
    case 'wav': {
      const wav = parseWav(bytes);
      return { pcm: mixToMono(wav.pcm, wav.channels), sampleRate: wav.sampleRate };
    }
    case 'mp3':
      return mp3.decode(bytes);
    case 'pcm16':
      if (bytes.length % 2 === 1) throw new AudioFormatError('PCM16 has an even number of bytes');
      return { pcm: pcmFromBytes(bytes), sampleRate: sampleRate ?? 16_000 };
    case 'mulaw':
    case 'alaw': {
      const pcm = new Int16Array(bytes.length);
      (encoding === 'mulaw' ? decodeMulaw : decodeAlaw)(bytes, pcm);
      return { pcm, sampleRate: sampleRate ?? 8000 };
    }
  }
}
