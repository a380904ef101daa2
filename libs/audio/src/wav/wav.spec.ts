import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AudioFormatError } from '../audio-format-error';
import { formatWav } from './format-wav';
import { parseWav } from './parse-wav';

const recording = readFileSync(join(__dirname, '../../../../test/audio/austen-0880.wav'));

/** A WAV file of any format, with an extension of it and with chunks before its data. */
function wav(
  tag: number,
  bits: number,
  data: number[],
  options: { extension?: number[]; extra?: number[]; size?: number; channels?: number } = {},
): Uint8Array {
  const { extension = [], channels = 1 } = options;
  const extra = [...extension, ...(options.extra ?? [])];
  const file = new Uint8Array(44 + extra.length + data.length);
  file.set(formatWav([new Int16Array(0)], 8000).subarray(0, 36));
  const view = new DataView(file.buffer);
  view.setUint32(16, 16 + extension.length, true);
  view.setUint16(20, tag, true);
  view.setUint16(22, channels, true);
  view.setUint16(34, bits, true);
  file.set(extra, 36);
  file.set([...Buffer.from('data')], 36 + extra.length);
  view.setUint32(40 + extra.length, options.size ?? data.length, true);
  file.set(data, 44 + extra.length);
  return file;
}

describe('WAV', () => {
  it('reads a recording', () => {
    const { pcm, channels, sampleRate } = parseWav(recording);
    expect([channels, sampleRate]).toEqual([1, 16000]);
    expect(pcm.length / sampleRate).toBeCloseTo(2.99, 1);
  });

  it('writes what it reads, channel by channel', () => {
    const left = Int16Array.from([1, -2, 3]);
    const right = Int16Array.from([100, 200]);
    const back = parseWav(formatWav([left, right], 24000));
    expect(back).toMatchObject({ channels: 2, sampleRate: 24000 });
    expect([...back.pcm]).toEqual([1, 100, -2, 200, 3, 0]);
  });

  it('knows the real format of an extensible file', () => {
    const mulaw = wav(0xfffe, 8, [0xff, 0x80], {
      extension: [22, 0, 8, 0, 4, 0, 0, 0, 7, ...Array<number>(15).fill(0)],
    });
    expect([...parseWav(mulaw).pcm]).toEqual([0, 32124]);
  });

  it('gives the same from any place in memory', () => {
    const shifted = new Uint8Array(recording.length + 1);
    shifted.set(recording, 1);
    expect(parseWav(shifted.subarray(1))).toEqual(parseWav(recording));
  });

  it.each([
    ['8 bits', wav(1, 8, [0, 128, 255]), [-32768, 0, 32512]],
    ['24 bits', wav(1, 24, [0xff, 0xff, 0x7f, 0, 0, 0x80]), [32767, -32768]],
    ['32 bits', wav(1, 32, [0, 0, 0, 0x40]), [16384]],
    ['float', wav(3, 32, [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 192, 127]), [32767, 32767, 0]],
    ['µ-law', wav(7, 8, [0xff, 0x00, 0x80]), [0, -32124, 32124]],
    ['A-law', wav(6, 8, [0xd5, 0x2a]), [8, -32256]],
    ['an odd chunk before its data', wav(1, 16, [1, 0], { extra: [76, 73, 83, 84, 1, 0, 0, 0, 9, 0] }), [1]],
    ['no length, as a stream has', wav(1, 16, [1, 0, 2, 0], { size: 0xffffffff }), [1, 2]],
    ['a length of 0, as a stream may have', wav(1, 16, [1, 0, 2, 0], { size: 0 }), [1, 2]],
    ['stereo that ends after a left sample', wav(1, 16, [1, 0, 2, 0, 3, 0], { channels: 2 }), [1, 2]],
    ['less data than it says', wav(1, 16, [1, 0, 2], { size: 100 }), [1]],
  ])('reads %s', (_, file, samples) => {
    expect([...parseWav(file).pcm]).toEqual(samples);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'RIFF'],
    ['text', Buffer.from('hello, this is no sound at all, but text'), 'RIFF'],
    ['no data', formatWav([], 8000).subarray(0, 36), 'no data'],
    ['its format cut off', formatWav([], 8000).subarray(0, 30), 'cut off'],
    ['ADPCM', wav(2, 4, [0]), 'format 2 with 4 bits'],
    ['float of 64 bits', wav(3, 64, [0]), 'format 3 with 64 bits'],
    ['big endian', Buffer.from('RIFX\0\0\0\0WAVE'), 'RIFF'],
    ['0 channels', wav(1, 16, [0, 0], { channels: 0 }), '0 channels'],
  ])('refuses %s, saying why', (_, file, why) => {
    expect(() => parseWav(file)).toThrow(AudioFormatError);
    expect(() => parseWav(file)).toThrow(why);
  });
});
