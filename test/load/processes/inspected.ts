import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** What lives in a process, looked at from outside by the inspector's protocol. */
export class Inspected {
  private asked = 0;

  private constructor(private readonly socket: WebSocket) {}

  /** @param port of `--inspect`. @throws where nobody listens there */
  static async connect(port: number): Promise<Inspected> {
    const response = await fetch(`http://127.0.0.1:${port}/json`);
    const [target] = (await response.json()) as { readonly webSocketDebuggerUrl: string }[];
    if (!target) throw new Error(`nothing to inspect on port ${port}`);
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await once(socket, 'open');
    return new Inspected(socket);
  }

  /** Collects all garbage. @returns what is left on the heap, MB */
  async heapMb(): Promise<number> {
    await this.ask('HeapProfiler.collectGarbage');
    const { usedSize } = (await this.ask('Runtime.getHeapUsage')) as { readonly usedSize: number };
    return usedSize / 1024 ** 2;
  }

  /** Timers that would keep the process alive. */
  async timers(): Promise<number> {
    const expression = "process.getActiveResourcesInfo().filter(type => type === 'Timeout').length";
    const { result } = (await this.ask('Runtime.evaluate', { expression })) as {
      readonly result: { readonly value: number };
    };
    return result.value;
  }

  close(): void {
    this.socket.terminate();
  }

  private async ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.asked;
    const answered = new Promise<unknown>((resolve, reject) => {
      const take = (data: Buffer): void => {
        const answer = JSON.parse(data.toString()) as Answer;
        if (answer.id !== id) return;
        this.socket.off('message', take);
        if (answer.error) reject(new Error(answer.error.message));
        else resolve(answer.result);
      };
      this.socket.on('message', take);
    });
    this.socket.send(JSON.stringify({ id, method, params }));
    return answered;
  }
}
