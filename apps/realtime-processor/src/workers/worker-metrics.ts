import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';

interface Wanted {
  readonly type: 'metrics-wanted';
  readonly id: number;
}

interface Gathered {
  readonly type: 'metrics-gathered';
  readonly id: number;
  /** Null: a worker did not answer in time. */
  readonly text: string | null;
}

const isOf = <Message extends { type: string }>(
  message: unknown,
  type: Message['type'],
): message is Message =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === type;

/** For the primary: gathers the metrics of all workers for whichever was asked. */
export function serveMetrics(): void {
  const registry = new AggregatorRegistry();
  cluster.on('message', (worker, message: unknown) => {
    if (!isOf<Wanted>(message, 'metrics-wanted')) return;
    const answer = (text: string | null): void => {
      const gathered: Gathered = { type: 'metrics-gathered', id: message.id, text };
      if (worker.isConnected()) worker.send(gathered);
    };
    registry.clusterMetrics().then(answer, () => answer(null));
  });
}

let last = 0;
const waiting = new Map<number, (text: string | null) => void>();

/** For a worker, once: others may ask for its metrics, and it for theirs. */
export function shareMetrics(): void {
  new AggregatorRegistry();
  process.on('message', (message: unknown) => {
    if (isOf<Gathered>(message, 'metrics-gathered')) waiting.get(message.id)?.(message.text);
  });
}

/** The metrics of all workers, added up. @returns null where this process is alone */
export function metricsOfAll(): Promise<string> | null {
  if (!cluster.isWorker) return null;
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, text => {
      waiting.delete(id);
      if (text === null) reject(new Error('a worker did not tell its metrics'));
      else resolve(text);
    });
    process.send?.({ type: 'metrics-wanted', id } satisfies Wanted);
  });
}
