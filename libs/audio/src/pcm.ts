/**
 * PCM16 little endian as samples. The bytes are shared where their alignment allows, else copied; an odd last byte is
 * left out.
 */
export function pcmFromBytes(data: Uint8Array): Int16Array {
  const samples = data.byteLength >> 1;
  if (data.byteOffset % 2 === 0) return new Int16Array(data.buffer, data.byteOffset, samples);
  const copy = new Uint8Array(samples * 2);
  copy.set(data.subarray(0, samples * 2));
  return new Int16Array(copy.buffer);
}

/** The samples' own memory as PCM16 little endian bytes. */
export const bytesFromPcm = (pcm: Int16Array): Uint8Array =>
  new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);

/** Averages interleaved channels; samples of an incomplete last frame are left out. */
export function mixToMono(interleaved: Int16Array, channels: number): Int16Array {
  if (channels === 1) return interleaved;
  const mono = new Int16Array(Math.floor(interleaved.length / channels));
  for (let i = 0, from = 0; i < mono.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += interleaved[from++]!;
    mono[i] = Math.round(sum / channels);
  }
  return mono;
}
