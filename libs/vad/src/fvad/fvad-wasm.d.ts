declare module '@echogarden/fvad-wasm' {
  interface FvadModule {
    readonly HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _fvad_new(): number;
    _fvad_free(handle: number): void;
    _fvad_reset(handle: number): void;
    /** -1 when the mode is not 0–3. */
    _fvad_set_mode(handle: number, mode: number): number;
    /** -1 when the rate is none of 8000, 16000, 32000, 48000. */
    _fvad_set_sample_rate(handle: number, hz: number): number;
    /** 1 speech, 0 none, -1 when the frame is not 10, 20 or 30 ms. */
    _fvad_process(handle: number, samples: number, count: number): number;
  }
  export default function fvad(): Promise<FvadModule>;
}
