import fvad from '@echogarden/fvad-wasm';
import { FRAME_MS, samplesIn } from '@app/core';
import type { AudioFrame, SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { Smoothing, defaultSmoothing } from '../smoothing';
import type { FvadSettings } from './fvad-settings';

type FvadModule = Awaited<ReturnType<typeof fvad>>;

const RATES: readonly number[] = [8000, 16_000];
const LONGEST_FRAME = samplesIn(FRAME_MS, 16_000);
const SPEECH = 1;

/**
 * libfvad, the voice activity detection of WebRTC (Gaussian mixtures over six bands), as one WebAssembly instance for
 * all calls, with a handle for each. About 5 µs a frame.
 */
export class FvadEngine implements VoiceActivity {
  readonly name = 'fvad';

  private constructor(
    private readonly wasm: FvadModule,
    private readonly mode: number,
    /** Where a frame's samples are put for the detector to read: calls take turns, so one place is enough. */
    private readonly samples: number,
  ) {}

  static async create({ mode }: FvadSettings): Promise<FvadEngine> {
    const wasm = await fvad();
    return new FvadEngine(wasm, mode, wasm._malloc(LONGEST_FRAME * Int16Array.BYTES_PER_ELEMENT));
  }

  /** @throws RangeError for another rate than 8000 and 16000 Hz */
  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    if (!RATES.includes(sampleRate)) throw new RangeError(`libfvad does not hear at ${sampleRate} Hz`);
    const { wasm, samples } = this;
    const handle = wasm._fvad_new();
    if (handle === 0) throw new Error('libfvad has no memory for another call');
    wasm._fvad_set_mode(handle, this.mode);
    wasm._fvad_set_sample_rate(handle, sampleRate);
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

  /** libfvad takes 10 and 20 ms (30 would not fit); a frame of any other length counts as one without speech. */
  process({ pcm, at }: AudioFrame): void {
    if (!this.open) return;
    const speech = pcm.length <= LONGEST_FRAME && this.hears(pcm);
    this.smoothing.push(speech, at, speech ? 1 : 0);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.wasm._fvad_free(this.handle);
  }

  private hears(pcm: Int16Array): boolean {
    // The heap is read anew each time: it is another array after it has grown.
    this.wasm.HEAP16.set(pcm, this.samples >> 1);
    return this.wasm._fvad_process(this.handle, this.samples, pcm.length) === SPEECH;
  }
}
