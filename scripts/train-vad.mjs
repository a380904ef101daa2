// Trains the weights of the spectral detector anew, and those of the models that do without one of its features.
import { runPerformance } from './performance.mjs';

await runPerformance('vad/training/train-vad.js');
