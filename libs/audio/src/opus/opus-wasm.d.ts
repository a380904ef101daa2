/** The WebAssembly build inside the package; its own types tell only of the entry that prefers a native addon. */
declare module '@evan/opus/wasm/index.js' {
  interface OpusOptions {
    readonly channels: 1 | 2;
    readonly sample_rate: number;
  }

  export class Encoder {
    constructor(options: OpusOptions & { readonly application: 'voip' | 'audio' | 'restricted_lowdelay' });
    /** @throws Error when the request or its value is unknown */
    ctl(request: number, value: number): number;
    /** @param buf PCM16 little endian */
    encode(buf: Uint8Array): Uint8Array;
    /** Frees its memory; it must not be used any more. */
    drop(): void;
  }

  export class Decoder {
    constructor(options: OpusOptions);
    /** @returns PCM16 little endian */
    decode(buf: Uint8Array): Uint8Array;
    drop(): void;
  }
}
