import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMp3Encoder } from 'wasm-media-encoders';
import { AudioFormatError } from '../audio-format-error';
import { rms } from '../levels';
import { likeness } from '../likeness.spec-kit';
import { resample } from '../resampler';
import { parseWav } from '../wav/parse-wav';
import { isMp3 } from './is-mp3';
import { Mp3PartEncoder } from './mp3-part-encoder';
import { Mp3Reader } from './mp3-reader';

const speech = parseWav(readFileSync(join(__dirname, '../../../../test/audio/jfk.wav')));
const { signal } = new AbortController();

describe('MP3', () => {
  const encoder = new Mp3PartEncoder();
  const reader = new Mp3Reader();
  afterAll(async () => {
    await encoder.close();
    await reader.close();
  });

  it.each([8000, 16000, 24000])('carries speech at %d Hz', async rate => {
    const pcm = resample(speech.pcm, 16000, rate).subarray(0, rate * 3);
    const mp3 = await encoder.encode(pcm, rate, signal);
    expect(isMp3(mp3)).toBe(true);
    expect((mp3.length * 8) / 3).toBeLessThan(36_000);
    const back = await reader.decode(mp3);
    expect(back.sampleRate).toBe(rate);
    expect(Math.abs(back.pcm.length / rate - 3)).toBeLessThan(0.3);
    expect(Math.abs(rms(back.pcm) - rms(pcm))).toBeLessThan(0.02);
    expect(likeness(pcm.subarray(0, rate), back.pcm, rate / 5)).toBeGreaterThan(0.8);
  });

  it('leaves the samples it was given to their owner', async () => {
    const pcm = speech.pcm.slice(0, 1600);
    const encoding = encoder.encode(pcm, 16000, signal);
    expect(pcm).toEqual(speech.pcm.slice(0, 1600));
    await encoding;
    expect(pcm).toHaveLength(1600);
  });

  it('encodes many parts at once, each for itself', async () => {
    const parts = Array.from({ length: 8 }, (_, i) => speech.pcm.subarray(i * 8000, i * 8000 + 8000));
    const together = await Promise.all(parts.map(part => encoder.encode(part, 16000, signal)));
    for (const [i, part] of parts.entries()) {
      expect(Buffer.from(await encoder.encode(part, 16000, signal)).equals(together[i]!)).toBe(true);
    }
  });

  it('takes a part without a sample', async () => {
    const mp3 = await encoder.encode(new Int16Array(0), 16000, signal);
    expect(rms((await reader.decode(mp3)).pcm)).toBe(0);
  });

  it('stops for the reason it is given, before it began or while it works', async () => {
    const abort = new AbortController();
    const reason = new Error('the caller spoke');
    const mp3 = await encoder.encode(speech.pcm, 16000, signal);
    const encoding = encoder.encode(speech.pcm, 16000, abort.signal);
    const reading = reader.decode(mp3, abort.signal);
    abort.abort(reason);
    await expect(encoding).rejects.toBe(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(encoder.encode(speech.pcm, 16000, abort.signal)).rejects.toBe(reason);
    await expect(encoder.encode(speech.pcm, 16000, signal)).resolves.toEqual(mp3);
  });

  it('reads a stream with a tag before it and rubbish behind it', async () => {
    const mp3 = await encoder.encode(speech.pcm, 16000, signal);
    const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 10, ...Buffer.from('0123456789')]);
    const plain = await reader.decode(mp3);
    const framed = await reader.decode(Buffer.concat([tag, mp3, Buffer.from('TAG and some rubbish')]));
    expect(framed.sampleRate).toBe(16000);
    expect(likeness(plain.pcm.subarray(0, 32000), framed.pcm, 2)).toBeGreaterThan(0.99);
  });

  it('reads stereo as the average of its channels', async () => {
    const stereo = await createMp3Encoder();
    const tone = Float32Array.from({ length: 16000 }, (_, i) => 0.5 * Math.sin(i / 8));
    const levels: number[] = [];
    for (const right of [tone, tone.map(sample => -sample)]) {
      stereo.configure({ sampleRate: 16000, channels: 2, bitrate: 64, outputSampleRate: 16000 });
      const mp3 = Buffer.concat([stereo.encode([tone, right]).slice(), stereo.finalize()]);
      levels.push(rms((await reader.decode(mp3)).pcm));
    }
    expect(levels[0]).toBeCloseTo(0.34, 1);
    expect(levels[1]).toBeLessThan(0.001);
  });

  it('reads no more than the first two minutes of an endless stream', async () => {
    const minute = await encoder.encode(new Int16Array(16000 * 60), 16000, signal);
    const { pcm } = await reader.decode(Buffer.concat(Array.from({ length: 10 }, () => minute)));
    expect(pcm.length / 16000).toBeGreaterThan(120);
    expect(pcm.length / 16000).toBeLessThan(130);
  });

  it('refuses what is no MP3', async () => {
    await expect(reader.decode(Buffer.from('text and nothing else'))).rejects.toThrow(AudioFormatError);
    await expect(reader.decode(new Uint8Array(0))).rejects.toThrow(AudioFormatError);
  });
});

it('ends what it has begun when it is closed, and begins no more', async () => {
  const encoder = new Mp3PartEncoder();
  const encoding = encoder.encode(speech.pcm, 16000, signal);
  await Promise.all([expect(encoding).rejects.toThrow(), encoder.close()]);
  await expect(encoder.encode(speech.pcm, 16000, signal)).rejects.toThrow();
});
