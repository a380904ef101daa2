import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A module with the shape of sherpa-onnx-node for the process to load where no model is to be had. It tells loud audio
 * from soft instead of words from words, half a second at a time, and ends its process when it hears the loudest sample.
 */
const STAND_IN = `
class OnlineRecognizer {
  constructor(config) { if (config.unfit) throw new Error('the model is unfit'); }
  createStream() { return { waiting: [], heard: 0, peak: 0, inputFinished() { this.finished = true; },
    acceptWaveform({ samples, sampleRate }) { this.waiting.push({ samples, sampleRate }); } }; }
  isReady(stream) { return stream.waiting.length > 0; }
  decode(stream) {
    const { samples, sampleRate } = stream.waiting.shift();
    stream.heard += samples.length / sampleRate;
    for (const sample of samples) stream.peak = Math.max(stream.peak, sample);
    if (stream.peak > 0.99) process.abort();
  }
  getResult({ heard, peak, finished }) {
    if (peak < 0.01 || (!finished && heard < 0.5)) return { text: '', tokens: [], timestamps: [], ys_probs: [] };
    const word = peak > 0.3 ? 'LOUD' : 'SOFT';
    return { text: ' ' + word + ' VOICE', tokens: ['▁' + word, '▁VO', 'ICE'], timestamps: [0.3, 0.5, 0.6], ys_probs: [0, -0.1, -0.2] };
  }
}
module.exports = { OnlineRecognizer };
`;

export async function writeStandIn(directory: string): Promise<string> {
  const file = join(directory, 'stand-in-engine.cjs');
  await writeFile(file, STAND_IN);
  return file;
}
