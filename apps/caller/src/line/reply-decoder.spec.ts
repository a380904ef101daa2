import { bytesFromPcm, encodeAlaw, encodeMulaw, Mp3PartEncoder, OpusEncoder, rms } from '@app/audio';
import type { ReplyEncoding } from '@app/protocol';
import { ReplyDecoder } from './reply-decoder';

const rate = 16_000;
const tone = (seconds: number): Int16Array =>
  Int16Array.from({ length: rate * seconds }, (_, i) => Math.round(8000 * Math.sin(i / 8)));

function listen(encoding: ReplyEncoding): {
  decoder: ReplyDecoder;
  heard: Int16Array[];
  failures: unknown[];
} {
  const heard: Int16Array[] = [];
  const failures: unknown[] = [];
  const decoder = new ReplyDecoder(
    { encoding, sampleRate: rate },
    pcm => heard.push(pcm),
    error => failures.push(error),
  );
  return { decoder, heard, failures };
}

async function mp3Of(pcm: Int16Array): Promise<string> {
  const encoder = new Mp3PartEncoder();
  try {
    const data = await encoder.encode(pcm, rate, new AbortController().signal);
    return Buffer.from(data).toString('base64');
  } finally {
    await encoder.close();
  }
}

describe('what is heard of an answer', () => {
  const frame = tone(0.02);
  const g711 = (encode: typeof encodeMulaw): Uint8Array => {
    const bytes = new Uint8Array(frame.length);
    encode(frame, bytes);
    return bytes;
  };

  it.each([
    ['pcm16', () => bytesFromPcm(frame)],
    ['mulaw', () => g711(encodeMulaw)],
    ['alaw', () => g711(encodeAlaw)],
    ['opus', () => new OpusEncoder(rate).encode(frame)],
  ] as const)('is 20 ms of sound for a frame of %s', async (encoding, bytes) => {
    const { decoder, heard } = listen(encoding);
    decoder.frame(bytes());
    expect(heard.map(pcm => pcm.length)).toEqual([320]);
    expect(rms(heard[0]!)).toBeGreaterThan(0.05);
    await decoder.close();
  });

  it('comes in the order of the parts where these are MP3', async () => {
    const { decoder, heard } = listen('mp3');
    const parts = await Promise.all([mp3Of(tone(2)), mp3Of(tone(0.5))]);
    for (const part of parts) decoder.part(part);
    expect(decoder.busy).toBe(true);
    await decoder.close();
    expect(decoder.busy).toBe(false);
    expect(heard.map(pcm => Math.round(pcm.length / rate))).toEqual([2, 1]);
  });

  it('is nothing of a part that was cleared before it could be played', async () => {
    const { decoder, heard } = listen('mp3');
    const part = await mp3Of(tone(1));
    decoder.part(part);
    decoder.clear();
    decoder.part(part);
    await decoder.close();
    expect(heard).toHaveLength(1);
  });

  it('goes on after a part or a frame that is broken', async () => {
    const parts = listen('mp3');
    parts.decoder.part(Buffer.from('no sound').toString('base64'));
    parts.decoder.part(await mp3Of(tone(1)));
    await parts.decoder.close();
    expect([parts.heard.length, parts.failures.length]).toEqual([1, 1]);
    const frames = listen('opus');
    frames.decoder.frame(new Uint8Array(0));
    expect(frames.failures).toHaveLength(1);
  });

  it('is nothing where a reply stays text', async () => {
    const { decoder, heard, failures } = listen('mp3');
    decoder.part('');
    expect(decoder.busy).toBe(false);
    await decoder.close();
    expect([heard, failures]).toEqual([[], []]);
  });
});
