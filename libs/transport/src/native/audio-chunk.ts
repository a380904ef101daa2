import { mixToMono, pcmFromBytes } from '@app/audio';
import { durationOf } from '@app/core';
import { limits, sizes } from '@app/protocol';
import type { AudioChunkMessage } from '@app/protocol';
import { decodeBase64 } from './base64';
import { MessageFault } from './message-fault';
import type { RawMessage } from './read-json';

/** What an `audio_chunk` carries, after all its checks. */
export interface AudioChunk {
  /** Mono. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  readonly sequenceNumber: number;
}

const FIELDS: ReadonlySet<string> = new Set<keyof AudioChunkMessage>([
  'type',
  'callId',
  'eventId',
  'timestamp',
  'audioData',
  'sequenceNumber',
  'sampleRate',
  'channels',
]);

/**
 * Written by hand, not by decorators: it comes fifty times a second.
 * @throws MessageFault `bad_message` for a field, `bad_audio` for the audio itself
 */
export function readAudioChunk(message: RawMessage): AudioChunk {
  for (const name in message) if (!FIELDS.has(name)) throw wrong(name, 'is not a field of audio_chunk');
  const { audioData, sequenceNumber, sampleRate, channels, timestamp, eventId } = message;
  if (typeof audioData !== 'string') throw wrong('audioData', 'must be a text in base64');
  if (!isWhole(sequenceNumber, 0, Number.MAX_SAFE_INTEGER))
    throw wrong('sequenceNumber', 'must be a whole number from 0');
  if (!isWhole(sampleRate, limits.minSampleRate, limits.maxSampleRate))
    throw wrong(
      'sampleRate',
      `must be a whole number from ${limits.minSampleRate} to ${limits.maxSampleRate}`,
    );
  if (channels !== 1 && channels !== 2) throw wrong('channels', 'must be 1 or 2');
  if (timestamp !== undefined && !Number.isFinite(timestamp))
    throw wrong('timestamp', 'must be a finite number');
  if (eventId !== undefined && !isEventId(eventId))
    throw wrong('eventId', `must be a text of 1 to ${sizes.eventId} characters`);
  return { pcm: samplesOf(audioData, channels, sampleRate), sampleRate, sequenceNumber };
}

function samplesOf(audioData: string, channels: 1 | 2, sampleRate: number): Int16Array {
  const bytes = decodeBase64(audioData);
  if (!bytes)
    throw new MessageFault('bad_audio', 'must be base64 with padding', { param: 'audioData', framing: true });
  if (bytes.length % (2 * channels) !== 0)
    throw badAudio(`${bytes.length} bytes are not whole samples of ${channels} x 16 bits`);
  const pcm = mixToMono(pcmFromBytes(bytes), channels);
  const ms = durationOf(pcm.length, sampleRate);
  if (ms < limits.minChunkMs || ms > limits.maxChunkMs)
    throw badAudio(`must be ${limits.minChunkMs} to ${limits.maxChunkMs} ms long, is ${Math.round(ms)} ms`);
  return pcm;
}

const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

const isEventId = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= sizes.eventId;

const wrong = (param: string, message: string): MessageFault =>
  new MessageFault('bad_message', message, { param });

const badAudio = (message: string): MessageFault =>
  new MessageFault('bad_audio', message, { param: 'audioData' });
