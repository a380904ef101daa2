import { encodeAlaw, encodeMulaw, resample } from '@app/audio';
import { readyAudio } from '@app/client';
import type { ReadyAudio } from '@app/client';
import { FRAME_MS, samplesIn } from '@app/core';
import { loadSpokenRecordings } from '../../performance/turns/aligned-words';
import type { SpokenRecording } from '../../performance/turns/aligned-words';
import { meanPower, noises } from '../../performance/vad/noises';
import { seeded } from '../../performance/vad/random';
import { clip } from '../../performance/vad/recordings';
import type { CallPlan } from './call-plan';

/** What a caller sends for 20 ms: a frame as it goes over the wire, or base64 for a message. */
export type WireFrame = ReadyAudio | string;

/** Something said in one go; its last frame holds its last sound. */
export type Saying = readonly WireFrame[];

/** Speech of the recordings is at −26 dBFS. */
const NOISE_DBFS = -66;
const NOISE_S = 10;
const RECORDED_HZ = 16_000;
/** A longer pause might end the turn. */
const LONGEST_PAUSE_MS = 250;
const SHORTEST_MS = 2200;
const LONGEST_MS = 4500;

/** Everything callers say, cut and encoded once for all of them. */
export interface SpeechBank {
  readonly sayings: readonly Saying[];
  /** The line between them, to be repeated. */
  readonly noise: readonly WireFrame[];
}

type Format = Pick<CallPlan, 'wire' | 'input' | 'inputRate'>;

/** @param seed of the line's noise */
export function loadSpeechBank(format: Format, seed = 1): SpeechBank {
  const { inputRate } = format;
  const noise = lineNoise(inputRate, seed);
  const pieces = loadSpokenRecordings().flatMap(recording => piecesOf(recording, inputRate));
  const sayings = pieces.map(pcm => {
    const noisy = pcm.map((sample, i) => clip(sample + noise[i % noise.length]!));
    return framesOf(noisy, format);
  });
  return { sayings, noise: framesOf(Int16Array.from(noise, clip), format) };
}

function lineNoise(sampleRate: number, seed: number): Float64Array {
  const noise = noises.pink(NOISE_S * sampleRate, seeded(seed), []);
  const gain = (32_768 * 10 ** (NOISE_DBFS / 20)) / Math.sqrt(meanPower(noise));
  return noise.map(sample => sample * gain);
}

/** Stretches without a long pause, from the beginning of a word to the end of one. */
function piecesOf({ pcm, speech }: SpokenRecording, sampleRate: number): Int16Array[] {
  const whole = resample(pcm, RECORDED_HZ, sampleRate);
  const stretches: [number, number][] = [];
  for (const [start, end] of speech) {
    const last = stretches.at(-1);
    if (last && start - last[1] <= LONGEST_PAUSE_MS && end - last[0] <= LONGEST_MS) last[1] = end;
    else stretches.push([start, end]);
  }
  return stretches
    .filter(([start, end]) => end - start >= SHORTEST_MS && end - start <= LONGEST_MS)
    .map(([start, end]) => whole.slice(samplesIn(start, sampleRate), samplesIn(end, sampleRate)));
}

/** Whole frames that end with the sound. */
function framesOf(pcm: Int16Array, { wire, input, inputRate }: Format): WireFrame[] {
  const samples = samplesIn(FRAME_MS, inputRate);
  const frames: WireFrame[] = [];
  for (let from = pcm.length % samples; from < pcm.length; from += samples) {
    const frame = pcm.slice(from, from + samples);
    const bytes = Buffer.from(frame.buffer);
    frames.push(wire === 'json' ? bytes.toString('base64') : readyAudio(encoded(frame, bytes, input)));
  }
  return frames;
}

function encoded(pcm: Int16Array, bytes: Buffer, input: Format['input']): Uint8Array {
  if (input === 'pcm16') return bytes;
  const out = new Uint8Array(pcm.length);
  if (input === 'mulaw') encodeMulaw(pcm, out);
  else encodeAlaw(pcm, out);
  return out;
}
