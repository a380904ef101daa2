/** How a value is kept outside this process. What comes back may be anything: `decode` gives null where it is no such value. */
export type Codec<Value> = JsonCodec<Value> | BytesCodec<Value>;

/** Small things: one line of JSON. */
export interface JsonCodec<Value> {
  readonly kind: 'json';
  encode(value: Value): unknown;
  decode(json: unknown): Value | null;
}

/** Long things, such as sound. */
export interface BytesCodec<Value> {
  readonly kind: 'bytes';
  encode(value: Value): Buffer;
  /** How long that would be. */
  weigh(value: Value): number;
  /** May keep a view of `bytes`. */
  decode(bytes: Buffer): Value | null;
}

/** Values that are plain JSON already; `is` tells whether something is one. */
export const jsonCodec = <Value>(is: (json: unknown) => json is Value): JsonCodec<Value> => ({
  kind: 'json',
  encode: value => value,
  decode: json => (is(json) ? json : null),
});
