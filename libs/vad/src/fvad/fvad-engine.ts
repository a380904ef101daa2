import fvad from '@echogarden/fvad-wasm';
import { FRAME_MS, samplesIn } from '@app/core';
import type { AudioFrame, SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { Smoothing, defaultSmoothing } from '../smoothing';
import type { FvadSettings } from './fvad-settings';

type FvadModule = Awaited<ReturnType<typeof fvad>>;

const LONGEST_FRAME = samplesIn(FRAME_MS, 48_000);

/** libfvad, the voice activity detection of WebRTC, as one WebAssembly instance for all calls. */
export class FvadEngine implements VoiceActivity {
  readonly name = 'fvad';

  private constructor(
    private readonly wasm: FvadModule,
    private readonly mode: number,
    /** Where a frame's samples are put for the detector to read. */
    private readonly samples: number,
  ) {}

  static async create({ mode }: FvadSettings): Promise<FvadEngine> {
    const wasm = await fvad();
    return new FvadEngine(wasm, mode, wasm._malloc(LONGEST_FRAME * Int16Array.BYTES_PER_ELEMENT));
  }

  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    const { wasm, samples } = this;
    const handle = wasm._fvad_new();
    if (handle === 0) throw new Error('libfvad has no memory for another call');
    wasm._fvad_set_mode(handle, this.mode);
    if (wasm._fvad_set_sample_rate(handle, sampleRate) !== 0) {
      wasm._fvad_free(handle);
      throw new Error(`libfvad does not hear at ${sampleRate} Hz`);
    }
    return new FvadDetector(wasm, handle, samples, new Smoothing(defaultSmoothing, sink));
  }
}

class FvadDetector implements VoiceActivityDetector {
  private open = true;

  constructor(
    private readonly wasm: FvadModule,
    private readonly handle: number,
    private readonly samples: number,
    private readonly smoothing: Smoothing,
  ) {}

  process(frame: AudioFrame): void {
    if (!this.open) return;
    const { wasm } = this;
    // Read anew each time: the heap is another array after it has grown.
    wasm.HEAP16.set(frame.pcm, this.samples >> 1);
    const speech = wasm._fvad_process(this.handle, this.samples, frame.pcm.length) === 1;
    this.smoothing.push(speech, frame.at, speech ? 1 : 0);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.wasm._fvad_free(this.handle);
  }
}
