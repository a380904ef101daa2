import { bytesFromPcm } from '../pcm';
import { isMp3 } from './is-mp3';

it.each([
  ['an ID3 tag', [0x49, 0x44, 0x33, 4]],
  ['44.1 kHz, 128 kbit/s (MPEG 1)', [0xff, 0xfb, 0x90, 0x64]],
  ['the same with a checksum', [0xff, 0xfa, 0x90, 0x64]],
  ['16 kHz (MPEG 2)', [0xff, 0xf3, 0x48, 0xc4]],
  ['8 kHz (MPEG 2.5)', [0xff, 0xe3, 0x38, 0xc4]],
])('takes %s for MP3', (_, bytes) => {
  expect(isMp3(Uint8Array.from(bytes))).toBe(true);
});

it.each([
  ['nothing', new Uint8Array(0)],
  ['one byte', Uint8Array.of(0xff)],
  ['text', Buffer.from('ID is no tag')],
  ['raw samples of a quiet room', bytesFromPcm(Int16Array.of(-1, -1, -2, 0, 1))],
  ['raw samples of −1', bytesFromPcm(new Int16Array(100).fill(-1))],
  ['text of 16 bits', Uint8Array.of(0xff, 0xfe, 0x41, 0)],
  ['AAC', Uint8Array.of(0xff, 0xf1, 0x50, 0x80)],
  ['G.711 silence', new Uint8Array(160).fill(0xff)],
])('does not take %s for MP3', (_, bytes) => {
  expect(isMp3(bytes)).toBe(false);
});
