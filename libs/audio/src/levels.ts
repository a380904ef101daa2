/** Root mean square, 0–1 of full scale. */
export function rms(pcm: Int16Array): number {
  if (pcm.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < pcm.length; i++) sum += pcm[i]! * pcm[i]!;
  return Math.sqrt(sum / pcm.length) / 32768;
}

/** Level in dB below full scale; −∞ for digital silence. */
export const levelDb = (pcm: Int16Array): number => 20 * Math.log10(rms(pcm));
