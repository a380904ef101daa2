import type { Writable } from 'node:stream';
import * as ws from 'ws';
import type { WebSocket } from 'ws';
import { takeStraight } from './straight-frames';

const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: { isServer: boolean; maxPayload: number }) => Writable;
};

const MASK = [0x1f, 0x2e, 0x3d, 0x4c] as const;
const BINARY = 0x82;
const TEXT = 0x81;
const FIRST_FRAGMENT = 0x02;
const LAST_FRAGMENT = 0x80;

/** A client's frame, as RFC 6455 has it. */
function frame(first: number, payload: Uint8Array): Buffer {
  const length = payload.length;
  const said =
    length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : [127, 0, 0, 0, 0, 0];
  if (length >= 65_536) said.push((length >> 16) & 255, (length >> 8) & 255, length & 255);
  const masked = payload.map((byte, at) => byte ^ MASK[at % 4]!);
  return Buffer.from([first, 0x80 | said[0]!, ...said.slice(1), ...MASK, ...masked]);
}

const sound = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 37 + 11) % 256);

const straighten = (receiver: Writable, take: (data: Buffer) => void): void =>
  takeStraight({ _receiver: receiver } as unknown as WebSocket, take);

/** What comes out of a parser that gets these chunks, one after the other; `error` at the end where it fails. */
async function parsed(chunks: readonly Buffer[], maxPayload = 100_000): Promise<(string | Uint8Array)[]> {
  const out: (string | Uint8Array)[] = [];
  const receiver = new Receiver({ isServer: true, maxPayload });
  receiver.on('message', (data: Buffer, isBinary: boolean) =>
    out.push(isBinary ? Uint8Array.from(data) : data.toString()),
  );
  receiver.on('error', () => out.push('error'));
  straighten(receiver, data => out.push(Uint8Array.from(data)));
  for (const chunk of chunks) receiver.write(chunk);
  await new Promise(resolve => setImmediate(resolve));
  return out;
}

describe('Frames on the straight way', () => {
  it.each([1, 2, 3, 4, 5, 125, 126, 127, 320, 640, 641, 642, 643, 1920, 65_535, 65_536])(
    'have the %i bytes that were sent',
    async length => {
      expect(await parsed([frame(BINARY, sound(length))])).toEqual([sound(length)]);
    },
  );

  it('have them also where the chunk does not lie on a word', async () => {
    const whole = frame(BINARY, sound(640));
    for (const offset of [1, 2, 3]) {
      const memory = Buffer.concat([Buffer.alloc(offset), whole]);
      expect(await parsed([memory.subarray(offset)])).toEqual([sound(640)]);
    }
  });

  it('keep their place among frames that come in pieces, together, as text or in fragments', async () => {
    const whole = frame(BINARY, sound(640));
    const chunks = [
      whole,
      frame(TEXT, Buffer.from('hello')),
      frame(BINARY, sound(640)).subarray(0, 100),
      frame(BINARY, sound(640)).subarray(100),
      Buffer.concat([frame(BINARY, sound(7)), frame(BINARY, sound(9))]),
      frame(FIRST_FRAGMENT, sound(5)),
      frame(LAST_FRAGMENT, sound(3)),
      frame(BINARY, sound(11)),
    ];
    const joined = Uint8Array.from([...sound(5), ...sound(3)]);
    const [one, two, three] = [sound(7), sound(9), sound(11)];
    expect(await parsed(chunks)).toEqual([sound(640), 'hello', sound(640), one, two, joined, three]);
  });

  it('are refused where ws refuses them: too long, not masked, in the middle of fragments, after an error', async () => {
    expect(await parsed([frame(BINARY, sound(640))], 639)).toEqual(['error']);
    const bare = Buffer.from([BINARY, 3, 1, 2, 3]);
    expect(await parsed([bare, frame(BINARY, sound(4))])).toEqual(['error']);
    expect(await parsed([frame(FIRST_FRAGMENT, sound(5)), frame(BINARY, sound(4))])).toEqual(['error']);
  });

  it('are messages as ever where nobody takes them', async () => {
    const receiver = new Receiver({ isServer: true, maxPayload: 0 });
    const came = new Promise(resolve => receiver.on('message', (data: Buffer) => resolve(data.length)));
    receiver.write(frame(BINARY, sound(640)));
    expect(await came).toBe(640);
  });

  it('come one after the other when one is dealt with while the next arrives', async () => {
    const receiver = new Receiver({ isServer: true, maxPayload: 0 });
    const out: number[] = [];
    receiver.on('message', () => out.push(-1));
    straighten(receiver, data => out.push(data.length));
    for (let length = 1; length <= 50; length++) receiver.write(frame(BINARY, sound(length)));
    expect(out).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    expect(receiver.writableLength).toBe(0);
  });
});
