/** A terminal, or a file a terminal was redirected to. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\x1b[2K';

/** Lines that stay, and on a terminal one line below them that is drawn anew again and again. */
export class Screen {
  private drawn = false;

  constructor(private readonly output: Output) {}

  get live(): boolean {
    return this.output.isTTY === true;
  }

  line(text: string): void {
    this.wipe();
    this.output.write(`${text}\n`);
  }

  /** Nothing is drawn where the output is no terminal. */
  draw(text: string): void {
    if (!this.live) return;
    this.output.write(`${CLEAR_LINE}${text}`);
    this.drawn = true;
  }

  wipe(): void {
    if (this.drawn) this.output.write(CLEAR_LINE);
    this.drawn = false;
  }
}
