import { workerData } from 'node:worker_threads';
import { File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';

export interface FliteJob {
  /** One sentence in ASCII. */
  readonly text: string;
  readonly voice: string;
}

export interface FliteSpeech {
  readonly pcm: Int16Array;
  /** Hz. */
  readonly sampleRate: number;
  /** The sounds in order as `name:end` with the end in seconds; `pau` is a pause. */
  readonly segments: string;
}

interface Program {
  readonly wasi: WASI;
  readonly instance: WebAssembly.Instance & {
    exports: { memory: WebAssembly.Memory; _start: () => unknown };
  };
}

/** Flite writes the shortest of headers. */
const WAV_HEADER = 44;
const WAV_RATE_AT = 24;

/** The module is compiled once in the process and shared by all threads. */
const { flite } = workerData as { flite: WebAssembly.Module };

/**
 * Flite is a program: it runs once and leaves its memory used up. So each sentence has an instance of its own, and the
 * next one is made ready (10 ms, 17 MB) while nobody waits for it.
 */
let ready: Program | null = instantiate();

/** Speaks in a world of two files, without a disk, a network or a clock that matters. */
export default function speak({ text, voice }: FliteJob): FliteSpeech {
  const program = ready ?? instantiate();
  ready = null;
  setImmediate(() => (ready ??= instantiate()));

  const printed = new File([]);
  const complaints = new File([]);
  // Without a line end behind it, Flite drops a last sentence of one word.
  const files = new Map([['text', new File(new TextEncoder().encode(`${text}\n`))]]);
  const { wasi, instance } = program;
  wasi.args = ['flite', '-voice', voice, '-psdur', '-f', '/text', '-o', '/speech'];
  wasi.fds = [
    new OpenFile(new File([])),
    new OpenFile(printed),
    new OpenFile(complaints),
    new PreopenDirectory('/', files),
  ];
  const code = wasi.start(instance);
  const wav = files.get('speech')?.data;
  if (code !== 0 || !wav || wav.length < WAV_HEADER)
    throw new Error(`flite ended with ${code}: ${decoded(complaints)}`);
  const sampleRate = new DataView(wav.buffer, wav.byteOffset).getUint32(WAV_RATE_AT, true);
  return { pcm: samplesOf(wav), sampleRate, segments: decoded(printed) };
}

function instantiate(): Program {
  const wasi = new WASI([], [], [], { debug: false });
  const instance = new WebAssembly.Instance(flite, { wasi_snapshot_preview1: wasi.wasiImport });
  return { wasi, instance: instance as Program['instance'] };
}

const decoded = (file: File): string => new TextDecoder().decode(file.data);

function samplesOf(wav: Uint8Array): Int16Array {
  const bytes = wav.slice(WAV_HEADER, wav.length - ((wav.length - WAV_HEADER) % 2));
  return new Int16Array(bytes.buffer);
}
