/** Watches the sequence numbers of the caller's chunks. */
export class SequenceCounter {
  private last: number | null = null;
  /** Chunks that never came, or came too late. */
  missing = 0;
  /** Chunks that were dropped because theirs or a later one had been taken. */
  dropped = 0;

  /** False: the chunk is a repeat or late, and must be dropped. */
  accept(sequenceNumber: number): boolean {
    const { last } = this;
    if (last !== null) {
      if (sequenceNumber <= last) {
        this.dropped++;
        return false;
      }
      this.missing += sequenceNumber - last - 1;
    }
    this.last = sequenceNumber;
    return true;
  }
}
