/** `slt` a woman, `rms` and `awb` men (US, Scottish), `kal16` a man from the 1990s, five times as fast as the others. */
export const fliteVoices = ['slt', 'rms', 'awb', 'kal16'] as const;

export type FliteVoice = (typeof fliteVoices)[number];

export const isFliteVoice = (name: string | null): name is FliteVoice =>
  fliteVoices.some(voice => voice === name);
