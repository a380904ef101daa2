import { FRAME_MS, samplesIn } from '@app/core';
import { INPUTS, SpectralFeatures } from '@app/vad';
import type { TestCall } from '../test-calls';

/** Frames: what the model sees of each, and whether somebody speaks in most of it. */
export interface Examples {
  /** `INPUTS` numbers a frame. */
  readonly inputs: Float32Array;
  /** 1 speech, 0 none. */
  readonly labels: Uint8Array;
}

export function examplesOf(calls: Iterable<TestCall>): Examples {
  const inputs: Float32Array[] = [];
  const labels: Uint8Array[] = [];
  for (const call of calls) {
    const features = new SpectralFeatures(call.sampleRate);
    const length = samplesIn(FRAME_MS, call.sampleRate);
    const frames = Math.floor(call.pcm.length / length);
    const rows = new Float32Array(frames * INPUTS);
    for (let frame = 0; frame < frames; frame++) {
      features.push(call.pcm.subarray(frame * length, (frame + 1) * length));
      rows.set(features.inputs, frame * INPUTS);
    }
    inputs.push(rows);
    labels.push(Uint8Array.from({ length: frames }, (_, frame) => (spokenIn(call, frame) ? 1 : 0)));
  }
  return { inputs: joinedFloats(inputs), labels: Uint8Array.from(labels.flatMap(each => [...each])) };
}

function spokenIn({ speech }: TestCall, frame: number): boolean {
  const middle = (frame + 0.5) * FRAME_MS;
  return speech.some(([start, end]) => middle >= start && middle < end);
}

function joinedFloats(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
