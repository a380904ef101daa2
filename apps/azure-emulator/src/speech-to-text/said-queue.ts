import type { Utterance } from './utterance';

/** An utterance that the next phrase is to be heard as. */
export interface Said extends Utterance {
  /** Only on this connection; on whichever speaks next where it is left out. */
  readonly connection?: string;
}

/** What a test or a driver said beforehand: one phrase each, in order. */
export class SaidQueue {
  private waiting: Said[] = [];

  add(...said: readonly Said[]): void {
    this.waiting.push(...said);
  }

  /** Takes what the next phrase on this connection is; null where nothing was said. */
  take(connection: string): Utterance | null {
    const index = this.waiting.findIndex(
      said => said.connection === undefined || said.connection === connection,
    );
    return index < 0 ? null : (this.waiting.splice(index, 1)[0] ?? null);
  }

  get length(): number {
    return this.waiting.length;
  }

  clear(): void {
    this.waiting = [];
  }
}
