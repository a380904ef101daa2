import { crc32 } from 'node:zlib';
import type { Millis } from '@app/core';
import type { RedisClients } from '@app/redis';
import type { BytesCodec } from '../codec';
import { CorruptEntryError } from './shared-level';
import type { SharedLevel } from './shared-level';
import type { Stored } from './stored';

/** `VC`, the version of this layout, nothing; when it was made, epoch ms, 8 bytes; CRC-32 of what follows, 4 bytes. */
const MAGIC = 0x56430100;
const HEADER_BYTES = 16;

/** Bytes as they are: through cache-manager's stores a minute of sound would cost milliseconds. */
export class BytesSharedLevel<Value> implements SharedLevel<Value> {
  constructor(
    private readonly redis: RedisClients,
    private readonly codec: BytesCodec<Value>,
  ) {}

  async get(key: string): Promise<Stored<Value> | null> {
    const bytes = await this.redis.buffers.getBuffer(key);
    if (!bytes) return null;
    if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(0) !== MAGIC)
      throw new CorruptEntryError('no header');
    const madeAt = bytes.readDoubleBE(4);
    const body = bytes.subarray(HEADER_BYTES);
    if (bytes.readUInt32BE(12) !== crc32(body)) throw new CorruptEntryError('the bytes were changed');
    const value = this.codec.decode(body);
    if (value === null) throw new CorruptEntryError('no such value');
    return { value, madeAt, bytes: bytes.length };
  }

  async set(key: string, { value, madeAt }: Stored<Value>, ttlMs: Millis): Promise<void> {
    const body = this.codec.encode(value);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32BE(MAGIC, 0);
    header.writeDoubleBE(madeAt, 4);
    header.writeUInt32BE(crc32(body), 12);
    await this.redis.buffers.set(key, Buffer.concat([header, body]), 'PX', Math.ceil(ttlMs));
  }

  async delete(key: string): Promise<void> {
    await this.redis.buffers.unlink(key);
  }
}
