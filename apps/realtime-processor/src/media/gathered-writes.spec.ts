import { Writable } from 'node:stream';
import { GatheredWrites } from './gathered-writes';

/** What reaches the operating system, write by write. */
function recorded(): { socket: Writable; writes: string[] } {
  const writes: string[] = [];
  const socket = new Writable({
    decodeStrings: false,
    write: (chunk: string, _, done) => {
      writes.push(chunk);
      done();
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join('+'));
      done();
    },
  });
  return { socket, writes };
}

const nextCallback = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('GatheredWrites', () => {
  it('makes one write of what one callback writes, for each socket', async () => {
    const [one, other] = [recorded(), recorded()];
    const [first, second] = [new GatheredWrites(one.socket), new GatheredWrites(other.socket)];
    for (const text of ['a', 'b', 'c']) {
      first.hold();
      one.socket.write(text);
    }
    second.hold();
    other.socket.write('x');
    expect(one.writes).toEqual([]);
    await nextCallback();
    expect(one.writes).toEqual(['a+b+c']);
    expect(other.writes).toEqual(['x']);
  });

  it('goes on so in the callbacks after it', async () => {
    const { socket, writes } = recorded();
    const gathered = new GatheredWrites(socket);
    for (const text of ['a', 'b']) {
      gathered.hold();
      socket.write(text);
      await nextCallback();
    }
    expect(writes).toEqual(['a', 'b']);
  });

  it('is nobody else’s trouble when a socket is gone by then', async () => {
    const [lost, kept] = [recorded(), recorded()];
    const [first, second] = [new GatheredWrites(lost.socket), new GatheredWrites(kept.socket)];
    first.hold();
    lost.socket.write('lost');
    lost.socket.destroy();
    second.hold();
    kept.socket.write('kept');
    await nextCallback();
    expect(lost.writes).toEqual([]);
    expect(kept.writes).toEqual(['kept']);
  });
});
