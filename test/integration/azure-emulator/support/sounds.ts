const RATE = 8000;

/** Something like speech at 8 kHz: loud enough for the emulator to take it for that. */
export const babble = (ms: number, hz = 300): Int16Array =>
  Int16Array.from({ length: (ms * RATE) / 1000 }, (_, i) => 6000 * Math.sin((2 * Math.PI * hz * i) / RATE));

export const silence = (ms: number): Int16Array => new Int16Array((ms * RATE) / 1000);
