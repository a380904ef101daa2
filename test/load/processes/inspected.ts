import { once } from 'node:events';
import { WebSocket } from 'ws';
import { within } from './within';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A process that does not answer for so long hangs, ms. */
const ANSWER_WITHIN_MS = 30_000;

/** What lives in a process, looked at from outside by the inspector's protocol. */
export class Inspected {
  private asked = 0;

  private constructor(private readonly socket: WebSocket) {}

  /** @param port of `--inspect`. @throws where nobody listens there */
  static connect(port: number): Promise<Inspected> {
    return within(ANSWER_WITHIN_MS, Inspected.attach(port), 'the inspector');
  }

  private static async attach(port: number): Promise<Inspected> {
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
    const over = new AbortController();
    const { signal } = over;
    const answered = new Promise<unknown>((resolve, reject) => {
      const take = (data: Buffer): void => {
        const answer = JSON.parse(data.toString()) as Answer;
        if (answer.id !== id) return;
        if (answer.error) reject(new Error(answer.error.message));
        else resolve(answer.result);
      };
      const gone = (): void => reject(new Error(`the process was gone before it answered ${method}`));
      this.socket.on('message', take).once('close', gone);
      signal.addEventListener('abort', () => this.socket.off('message', take).off('close', gone));
    });
    this.socket.send(JSON.stringify({ id, method, params }));
    return within(ANSWER_WITHIN_MS, answered, method).finally(() => over.abort());
  }
}
