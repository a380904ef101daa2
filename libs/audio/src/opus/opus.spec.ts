import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AudioFormatError } from '../audio-format-error';
import { likeness } from '../likeness.spec-kit';
import { resample } from '../resampler';
import { parseWav } from '../wav/parse-wav';
import { OpusDecoder, OpusEncoder, isOpusRate } from './opus';
import type { OpusRate } from './opus';

const speech = parseWav(readFileSync(join(__dirname, '../../../../test/audio/jfk.wav')));

describe.each<OpusRate>([8000, 12000, 16000, 24000, 48000])('Opus at %d Hz', rate => {
  const frame = rate / 50;
  const pcm = resample(speech.pcm, 16000, rate).subarray(0, rate * 2);
  const encoder = new OpusEncoder(rate);
  const packets = Array.from({ length: 100 }, (_, i) =>
    encoder.encode(pcm.subarray(i * frame, (i + 1) * frame)),
  );

  it('carries speech in packets of 20 ms, at a small part of its size', () => {
    const decoder = new OpusDecoder(rate);
    const back = new Int16Array(pcm.length);
    for (const [i, packet] of packets.entries()) {
      const heard = decoder.decode(packet);
      expect(heard).toHaveLength(frame);
      back.set(heard, i * frame);
    }
    expect(likeness(pcm.subarray(0, rate), back, rate / 50)).toBeGreaterThan(0.7);
    const bytes = packets.reduce((sum, packet) => sum + packet.length, 0);
    expect(bytes).toBeLessThan((24_000 / 8) * 2 * 1.1);
  });

  it('is decoded at any other of its rates', () => {
    const decoder = new OpusDecoder(rate === 48000 ? 8000 : 48000);
    expect(decoder.decode(packets[0]!)).toHaveLength(rate === 48000 ? 160 : 960);
  });
});

describe('Opus', () => {
  const frame = new Int16Array(320);

  it('gives packets and samples away: the next ones leave them as they are', () => {
    const encoder = new OpusEncoder(16000);
    const decoder = new OpusDecoder(16000);
    const packets = Array.from({ length: 20 }, (_, i) =>
      encoder.encode(speech.pcm.subarray(8000 + i * 320, 8320 + i * 320)),
    );
    const first = packets.map(packet => Buffer.copyBytesFrom(packet));
    encoder.encode(frame);
    expect(packets.map(packet => Buffer.copyBytesFrom(packet))).toEqual(first);
    const heard = packets.map(packet => decoder.decode(packet));
    const before = heard.map(pcm => Int16Array.from(pcm));
    decoder.decode(encoder.encode(frame));
    expect(heard).toEqual(before);
  });

  it('keeps calls apart', () => {
    const alone = new OpusEncoder(16000);
    const [one, other] = [new OpusEncoder(16000), new OpusEncoder(16000)];
    for (let at = 8000; at < 12000; at += 320) {
      const pcm = speech.pcm.subarray(at, at + 320);
      const packet = one.encode(pcm);
      other.encode(speech.pcm.subarray(at + 16000, at + 16320));
      expect(Buffer.from(alone.encode(pcm)).equals(packet)).toBe(true);
    }
  });

  it('refuses what is no packet and no frame, and goes on', () => {
    const encoder = new OpusEncoder(16000);
    const decoder = new OpusDecoder(16000);
    for (const bad of [new Uint8Array(0), Uint8Array.of(0xff), new Uint8Array(10_000)]) {
      expect(() => decoder.decode(bad)).toThrow(AudioFormatError);
    }
    expect(() => encoder.encode(new Int16Array(319))).toThrow(AudioFormatError);
    expect(decoder.decode(encoder.encode(frame))).toHaveLength(320);
  });

  it('is over when it is closed', () => {
    const encoder = new OpusEncoder(16000);
    const decoder = new OpusDecoder(16000);
    const packet = encoder.encode(frame);
    for (const codec of [encoder, decoder, encoder, decoder]) codec.close();
    expect(() => encoder.encode(frame)).toThrow('closed');
    expect(() => decoder.decode(packet)).toThrow('closed');
  });

  it('has five rates', () => {
    expect([8000, 11025, 12000, 16000, 22050, 24000, 44100, 48000].filter(isOpusRate)).toEqual([
      8000, 12000, 16000, 24000, 48000,
    ]);
  });
});
