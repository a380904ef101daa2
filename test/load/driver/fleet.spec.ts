import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { bank } from './caller.spec-kit';
import { standardCall } from './call-plan';
import type { CallPlan } from './call-plan';
import { Fleet } from './fleet';
import { Tally } from './tally';

const started = JSON.stringify({ type: 'session_started', callId: 'c', timestamp: 1, seq: 1, data: {} });

/** A service that lets in, refuses or keeps waiting whom it is told to. */
class Door {
  readonly asked: string[] = [];
  /** Sockets that are open, by the order in which they came. */
  readonly open = new Set<WebSocket>();
  frames = 0;
  /** What happens to the nth who asks. */
  policy: (nth: number) => 'let in' | 'refuse' | 'wait' = () => 'let in';
  private readonly http = createServer();
  private readonly sockets = new WebSocketServer({ noServer: true });
  private waiting: (() => void)[] = [];

  async listen(): Promise<string> {
    this.http.on('upgrade', (request, socket, head) => this.answer(request, socket, head));
    await new Promise<void>(resolve => this.http.listen(0, '127.0.0.1', resolve));
    return `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Those who were kept waiting come in. */
  letIn(): void {
    for (const each of this.waiting) each();
    this.waiting = [];
  }

  get kept(): number {
    return this.waiting.length;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.http.closeAllConnections();
    await new Promise(resolve => this.http.close(resolve));
  }

  private answer(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const answer = this.policy(this.asked.push(request.url ?? ''));
    if (answer === 'refuse') {
      const body = JSON.stringify({ error: { code: 'busy', message: 'full', retryAfterMs: 10 } });
      socket.end(`HTTP/1.1 503 Full\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
      return;
    }
    const enter = (): void => this.sockets.handleUpgrade(request, socket, head, opened => this.greet(opened));
    if (answer === 'wait') this.waiting.push(enter);
    else enter();
  }

  private greet(socket: WebSocket): void {
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket));
    socket.on('error', () => socket.terminate());
    socket.on('message', (_data, isBinary) => {
      if (isBinary) this.frames++;
      else socket.close(1000);
    });
    socket.send(started);
  }
}

describe('Fleet', () => {
  let door: Door;
  let tally: Tally;
  let fleet: Fleet;

  const openFleet = async (size: number, plan: Partial<CallPlan> = {}): Promise<void> => {
    const url = await door.listen();
    fleet = new Fleet({ url, size, plan: { ...standardCall, ...plan }, token: 't', seed: 1, bank }, tally);
  };
  const until = async (there: () => boolean): Promise<void> => {
    while (!there()) await new Promise(resolve => setImmediate(resolve));
  };

  beforeEach(() => {
    door = new Door();
    tally = new Tally();
  });
  afterEach(async () => {
    await fleet.close();
    await door.close();
  });

  it('opens calls that speak, and hangs up in the end', async () => {
    await openFleet(3);
    await fleet.grow(2, 1000);
    expect([fleet.live, tally.counts.callsStarted]).toEqual([2, 2]);
    await fleet.grow(3, 1000);
    expect([fleet.live, tally.counts.callsStarted]).toEqual([3, 3]);
    await until(() => door.frames > 20);
    await fleet.close();
    expect([fleet.live, tally.counts.callsEnded, tally.counts.broken]).toEqual([0, 3, 0]);
    await until(() => door.open.size === 0);
  });

  it('does not hide that a call was refused as they came in', async () => {
    door.policy = nth => (nth === 2 ? 'refuse' : 'let in');
    await openFleet(3);
    await fleet.grow(3, 1000);
    expect(fleet.live).toBe(2);
    expect(tally.result).toMatchObject({ counts: { refused: 1 }, codes: { 'refused 503 busy': 1 } });
  });

  it('asks again for who hung up until there is room', async () => {
    door.policy = nth => (nth === 2 || nth === 3 ? 'refuse' : 'let in');
    await openFleet(1);
    await fleet.grow(1, 1000);
    for (const socket of door.open) socket.terminate();
    await until(() => door.asked.length === 4 && fleet.live === 1);
    expect(tally.counts).toMatchObject({ broken: 1, refused: 2, callsStarted: 2 });
  });

  it('ends a call that is still being opened while it closes', async () => {
    door.policy = nth => (nth === 1 ? 'let in' : 'wait');
    await openFleet(1);
    await fleet.grow(1, 1000);
    for (const socket of door.open) socket.terminate();
    await until(() => door.kept === 1);
    const closing = fleet.close();
    door.letIn();
    await closing;
    await until(() => door.open.size === 0);
    expect([fleet.live, tally.counts.callsStarted]).toEqual([0, 1]);
  });

  it('hangs up and breaks off by its plan, and replaces whoever does', async () => {
    await openFleet(4, { callS: 0.05, vanish: 0.5 });
    await fleet.grow(4, 1000);
    await until(() => tally.counts.callsEnded >= 12);
    expect(tally.counts).toMatchObject({ broken: 0, refused: 0 });
    expect(tally.counts.callsStarted).toBeGreaterThan(8);
    await fleet.close();
    expect(tally.callers.size).toBe(0);
  });
});
