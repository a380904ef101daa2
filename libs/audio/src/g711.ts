/**
 * G.711 by tables: 256 entries to decode, 65,536 to encode. The tables are made from the segment arithmetic of
 * ITU-T G.711 (1988), so that a frame costs one look-up a sample. A sample right between two levels goes where the
 * ITU's reference software (G.191) sends it: up.
 */

const MULAW_BIAS = 0x84;
const MULAW_CLIP = 32635;

const mulawToPcm = new Int16Array(256);
const alawToPcm = new Int16Array(256);
for (let code = 0; code < 256; code++) {
  mulawToPcm[code] = expandMulaw(code);
  alawToPcm[code] = expandAlaw(code);
}

// Loops: `from` takes 30 ms of the start.
const pcmToMulaw = new Uint8Array(65_536);
const pcmToAlaw = new Uint8Array(65_536);
for (let bits = 0; bits < 65_536; bits++) {
  pcmToMulaw[bits] = compressMulaw(signed(bits));
  pcmToAlaw[bits] = compressAlaw(signed(bits));
}

/** @param out as long as `pcm`. */
export function encodeMulaw(pcm: Int16Array, out: Uint8Array): void {
  for (let i = 0; i < pcm.length; i++) out[i] = pcmToMulaw[pcm[i]! & 0xffff]!;
}

/** @param out as long as `data`. */
export function decodeMulaw(data: Uint8Array, out: Int16Array): void {
  for (let i = 0; i < data.length; i++) out[i] = mulawToPcm[data[i]!]!;
}

/** @param out as long as `pcm`. */
export function encodeAlaw(pcm: Int16Array, out: Uint8Array): void {
  for (let i = 0; i < pcm.length; i++) out[i] = pcmToAlaw[pcm[i]! & 0xffff]!;
}

/** @param out as long as `data`. */
export function decodeAlaw(data: Uint8Array, out: Int16Array): void {
  for (let i = 0; i < data.length; i++) out[i] = alawToPcm[data[i]!]!;
}

function signed(bits: number): number {
  return bits < 0x8000 ? bits : bits - 0x10000;
}

/** 14-bit law: sign, 3 bits of segment, 4 of step; all bits inverted on the line. */
function compressMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(sample < 0 ? ~sample : sample, MULAW_CLIP) + MULAW_BIAS;
  const segment = Math.floor(Math.log2(magnitude)) - 7;
  const step = (magnitude >> (segment + 3)) & 0x0f;
  return ~(sign | (segment << 4) | step) & 0xff;
}

function expandMulaw(line: number): number {
  const code = ~line & 0xff;
  const segment = (code >> 4) & 0x07;
  const magnitude = (((code & 0x0f) << 3) + MULAW_BIAS) << segment;
  return code & 0x80 ? MULAW_BIAS - magnitude : magnitude - MULAW_BIAS;
}

/** 13-bit law: sign, 3 bits of segment, 4 of step; every other bit inverted on the line. */
function compressAlaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = (sample >= 0 ? sample : ~sample) >> 4;
  const segment = magnitude < 16 ? 0 : Math.floor(Math.log2(magnitude)) - 3;
  const step = segment === 0 ? magnitude : (magnitude >> (segment - 1)) & 0x0f;
  return (sign | (segment << 4) | (step & 0x0f)) ^ 0x55;
}

function expandAlaw(line: number): number {
  const code = line ^ 0x55;
  const segment = (code >> 4) & 0x07;
  const step = code & 0x0f;
  const magnitude = segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}
