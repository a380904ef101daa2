import { readFileSync } from 'node:fs';
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';
import { workerData } from 'piscina';

export interface FliteWorkerData {
  /** Path of flite.wasm. */
  readonly program: string;
}

export interface FliteJob {
  readonly voice: string;
  readonly text: string;
}

export interface FliteSpeech {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  /** What flite prints of its segments: `phone:end` pairs, ends in seconds. */
  readonly segments: string;
}

/** Compiled once a thread; an instance is made for every text, so that nothing of one stays for the next. */
const flite = new WebAssembly.Module(readFileSync((workerData as FliteWorkerData).program));

const WAV_HEADER = 44;

/** Speaks one text. The program sees one folder, in memory, and nothing else. */
export function speak({ voice, text }: FliteJob): FliteSpeech {
  const wav = new File([]);
  let printed = '';
  const print = ConsoleStdout.lineBuffered(line => {
    printed += `${line}\n`;
  });
  const folder = new PreopenDirectory('.', new Map([['out.wav', wav]]));
  const args = ['flite', '-voice', voice, '-psdur', '-t', text, '-o', 'out.wav'];
  const wasi = new WASI(args, [], [new OpenFile(new File([])), print, print, folder], { debug: false });
  const instance = new WebAssembly.Instance(flite, { wasi_snapshot_preview1: wasi.wasiImport });
  const status = wasi.start(instance as Parameters<typeof wasi.start>[0]);
  if (status !== 0) throw new Error(`flite ended with status ${status}`);
  const { buffer, byteOffset, byteLength } = wav.data;
  if (byteLength <= WAV_HEADER) return { pcm: new Int16Array(0), sampleRate: 16_000, segments: printed };
  const sampleRate = new DataView(buffer, byteOffset).getUint32(24, true);
  const pcm = new Int16Array(buffer.slice(byteOffset + WAV_HEADER, byteOffset + byteLength));
  return { pcm, sampleRate, segments: printed };
}
