const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

const decoder = new TextDecoder();

/**
 * Reads a protobuf message by field numbers, without its schema (the encoding is at protobuf.dev, "Encoding"). Only
 * what the file of a model needs: messages, text, whole numbers.
 */
export class ProtobufReader {
  private at = 0;

  constructor(readonly bytes: Uint8Array) {}

  text(): string {
    return decoder.decode(this.bytes);
  }

  /** Each value of a field that is a message, text or bytes. */
  messages(field: number): ProtobufReader[] {
    const found: ProtobufReader[] = [];
    this.each((number, value) => {
      if (number === field && typeof value === 'object') found.push(new ProtobufReader(value));
    });
    return found;
  }

  /** The last value of a field that is a whole number. */
  number(field: number): number | undefined {
    let found: number | undefined;
    this.each((number, value) => {
      if (number === field && typeof value === 'number') found = value;
    });
    return found;
  }

  private each(see: (field: number, value: number | Uint8Array | undefined) => void): void {
    this.at = 0;
    while (this.at < this.bytes.length) {
      const key = this.varint();
      see(key >>> 3, this.value(key & 7));
    }
  }

  private value(kind: number): number | Uint8Array | undefined {
    if (kind === VARINT) return this.varint();
    if (kind === BYTES) return this.take(this.varint());
    if (kind === FIXED_32 || kind === FIXED_64) return void this.take(kind === FIXED_32 ? 4 : 8);
    throw new RangeError(`a protobuf field cannot be of kind ${kind}`);
  }

  private take(count: number): Uint8Array {
    const end = this.at + count;
    if (end > this.bytes.length) throw new RangeError('a protobuf message ends in the middle of a field');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  /** Seven bits a byte, the lowest first; a double holds more of them than any count or size here needs. */
  private varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('a protobuf message ends in the middle of a number');
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
}
