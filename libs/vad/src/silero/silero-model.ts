import { readFile } from 'node:fs/promises';
import { SileroKernel } from './silero-kernel';
import { SileroNet } from './silero-net';
import { readSileroTensors } from './silero-weights';

const RATES: readonly number[] = [8000, 16_000];

/** The file comes with a package for browsers, of which nothing else is used. */
const modelFile = (): string => require.resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx');

/** Silero v5 at both rates, ready to hear. */
export class SileroModel {
  private constructor(private readonly nets: ReadonlyMap<number, SileroNet>) {}

  static async load(): Promise<SileroModel> {
    const file = await readFile(modelFile());
    const nets = new Map<number, SileroNet>();
    for (const rate of RATES) {
      nets.set(rate, new SileroNet(await SileroKernel.create(), rate, readSileroTensors(file, rate)));
    }
    return new SileroModel(nets);
  }

  /** @throws RangeError for another rate than 8000 and 16000 Hz */
  at(sampleRate: number): SileroNet {
    const net = this.nets.get(sampleRate);
    if (!net) throw new RangeError(`Silero does not hear at ${sampleRate} Hz`);
    return net;
  }
}
