import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AudioFormatError } from './audio-format-error';
import { rms } from './levels';
import { Mp3PartEncoder } from './mp3/mp3-part-encoder';
import { Mp3Reader, isMp3 } from './mp3/mp3-reader';
import { OpusDecoder, OpusEncoder } from './opus/opus';
import type { OpusRate } from './opus/opus';
import { resample } from './resampler';
import { parseWav } from './wav/parse-wav';

const speech = parseWav(readFileSync(join(__dirname, '../../../test/audio/jfk.wav')));

/** The best correlation of two signals over small shifts: 1 for the same sound, 0 for unrelated ones. */
function likeness(a: Int16Array, b: Int16Array, shifts: number): number {
  let best = 0;
  for (let shift = 0; shift < shifts; shift++) {
    let cross = 0;
    let aa = 0;
    let bb = 0;
    for (let i = 0; i + shift < b.length && i < a.length; i++) {
      cross += a[i]! * b[i + shift]!;
      aa += a[i]! ** 2;
      bb += b[i + shift]! ** 2;
    }
    best = Math.max(best, cross / Math.sqrt(aa * bb || 1));
  }
  return best;
}

describe.each<OpusRate>([8000, 16000, 24000, 48000])('Opus at %d Hz', rate => {
  it('carries speech in packets of 20 ms', () => {
    const pcm = resample(speech.pcm, 16000, rate).subarray(0, rate * 3);
    const encoder = new OpusEncoder(rate);
    const decoder = new OpusDecoder(rate);
    const frame = rate / 50;
    const back: number[] = [];
    let bytes = 0;
    for (let at = 0; at + frame <= pcm.length; at += frame) {
      const packet = encoder.encode(pcm.subarray(at, at + frame));
      bytes += packet.length;
      back.push(...decoder.decode(packet));
    }
    expect(back).toHaveLength(Math.floor(pcm.length / frame) * frame);
    expect(bytes * 10).toBeLessThan(pcm.length * 2 * 2);
    expect(likeness(pcm.subarray(0, rate), Int16Array.from(back), rate / 50)).toBeGreaterThan(0.7);
  });
});

it('refuses what is no Opus packet, and goes on', () => {
  const decoder = new OpusDecoder(16000);
  expect(() => decoder.decode(new Uint8Array(0))).toThrow(AudioFormatError);
  expect(() => decoder.decode(Uint8Array.of(0xff))).toThrow(AudioFormatError);
  expect(() => new OpusEncoder(16000).encode(new Int16Array(100))).toThrow(AudioFormatError);
  expect(decoder.decode(new OpusEncoder(16000).encode(new Int16Array(320)))).toHaveLength(320);
});

describe('MP3', () => {
  const encoder = new Mp3PartEncoder();
  const reader = new Mp3Reader();
  const { signal } = new AbortController();
  afterAll(async () => {
    await encoder.close();
    await reader.close();
  });

  it.each([8000, 16000, 24000])('carries speech at %d Hz', async rate => {
    const pcm = resample(speech.pcm, 16000, rate).subarray(0, rate * 3);
    const mp3 = await encoder.encode(pcm, rate, signal);
    expect(isMp3(mp3)).toBe(true);
    expect(mp3.length).toBeLessThan(pcm.length);
    const back = await reader.decode(mp3);
    expect(back.sampleRate).toBe(rate);
    expect(Math.abs(back.pcm.length / rate - 3)).toBeLessThan(0.3);
    expect(Math.abs(rms(back.pcm) - rms(pcm))).toBeLessThan(0.02);
    expect(likeness(pcm.subarray(0, rate), back.pcm, rate / 5)).toBeGreaterThan(0.8);
  });

  it('encodes many parts at once, each for itself', async () => {
    const parts = Array.from({ length: 8 }, (_, i) => speech.pcm.subarray(i * 8000, i * 8000 + 8000));
    const together = await Promise.all(parts.map(part => encoder.encode(part, 16000, signal)));
    for (const [i, part] of parts.entries()) {
      expect(Buffer.from(await encoder.encode(part, 16000, signal)).equals(together[i]!)).toBe(true);
    }
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const encoding = encoder.encode(speech.pcm, 16000, abort.signal);
    abort.abort();
    await expect(encoding).rejects.toThrow();
  });

  it('refuses what is no MP3', async () => {
    await expect(reader.decode(Buffer.from('this is text and nothing else'))).rejects.toThrow(
      AudioFormatError,
    );
    await expect(reader.decode(new Uint8Array(0))).rejects.toThrow(AudioFormatError);
  });
});
