/** Where everything lies in memory. Numbers are 32-bit floats where nothing else is said; sizes are those at 16 kHz. */

/** Samples of a context, a window and the reflected edge. */
const SAMPLES = 640;
/** Frequencies of a spectrum: half a filter and one, and one more that is always 0, as they are taken in pairs. */
const BINS = 130;
const VECTOR = 16;

// Written by the host before each window.

/** 16-bit samples: the context, then the window. */
export const samples = memory.data(SAMPLES * 2, VECTOR);
/** 128 numbers that the LSTM is fed, the 128 it said last, its 128 cells. The host keeps the last two thirds a call. */
export const recurrent = memory.data(3 * 128 * 4, VECTOR);

// Left for the host to read: the magnitudes of four spectra, side by side for each bin.
export const magnitudes = memory.data(BINS * VECTOR, VECTOR);

// Written by the host once. Weights lie in the order in which they are used.

export const hann = memory.data(256 * 4, VECTOR);
/** Of 2πk / filter for the first half turn. */
export const cosines = memory.data(128 * 4, VECTOR);
export const sines = memory.data(128 * 4, VECTOR);
/** 32-bit integers: where each pair of samples goes so that the transform can be done in place, in bytes. */
export const reversed = memory.data(128 * 4, VECTOR);

// Of each layer, weights of 16 bits, what a 1 in them stands for at each output, and biases.
export const weights0 = memory.data(BINS * 3 * 128 * 2, VECTOR);
export const scales0 = memory.data(128 * 4, VECTOR);
export const biases0 = memory.data(128 * 4, VECTOR);
export const weights1 = memory.data(128 * 3 * 64 * 2, VECTOR);
export const scales1 = memory.data(64 * 4, VECTOR);
export const biases1 = memory.data(64 * 4, VECTOR);
export const weights2 = memory.data(2 * 64 * 64 * 2, VECTOR);
export const scales2 = memory.data(64 * 4, VECTOR);
export const biases2 = memory.data(64 * 4, VECTOR);
export const weights3 = memory.data(64 * 128 * 2, VECTOR);
export const scales3 = memory.data(128 * 4, VECTOR);
export const biases3 = memory.data(128 * 4, VECTOR);
/** Of the LSTM's gates, for what it is fed and for what it said last. */
export const weightsOfFed = memory.data(128 * 512 * 2, VECTOR);
export const scalesOfFed = memory.data(512 * 4, VECTOR);
export const weightsOfSaid = memory.data(128 * 512 * 2, VECTOR);
export const scalesOfSaid = memory.data(512 * 4, VECTOR);
export const biasesOfGates = memory.data(512 * 4, VECTOR);
export const weightsOfOutput = memory.data(128 * 4, VECTOR);
export const biasOfOutput = memory.data(VECTOR, VECTOR);

// Between the layers.

export const wave = memory.data(SAMPLES * 4, VECTOR);
export const real = memory.data(128 * VECTOR, VECTOR);
export const imaginary = memory.data(128 * VECTOR, VECTOR);
/** The inputs of a layer, as numbers of 16 bits; the first has most. */
export const coarse = memory.data(BINS * 4 * 2, VECTOR);
export const first = memory.data(4 * 128 * 4, VECTOR);
export const second = memory.data(2 * 64 * 4, VECTOR);
export const third = memory.data(64 * 4, VECTOR);
export const gates = memory.data(512 * 4, VECTOR);
