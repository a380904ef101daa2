import type { ClientMessage } from '@app/protocol';

/** Audio kept while there is no connection, bytes: about four seconds of PCM16 at 16 kHz. The oldest goes first. */
const MAX_AUDIO = 128 * 1024;

/** Messages kept; whoever sends more while nothing is taken loses the oldest. */
const MAX_MESSAGES = 64;

/** What an answer to our own heartbeat begins with. */
const RECEIPT = 'taken:';

/** These count once: they are sent again where the server is not known to have taken them. */
const COUNTING: ReadonlySet<ClientMessage['type']> = new Set([
  'text_input',
  'session_update',
  'dtmf',
  'end_call',
]);

/** What the server has not taken yet. A heartbeat after each message brings the receipt: messages are taken in order. */
export class Outbox {
  private audio: Uint8Array[] = [];
  private audioBytes = 0;
  private messages: { readonly number: number; readonly message: ClientMessage }[] = [];
  private last = 0;

  /** @returns the heartbeat to send after it; null where it is not kept */
  keep(message: ClientMessage): ClientMessage | null {
    if (!COUNTING.has(message.type)) return null;
    const number = ++this.last;
    this.messages.push({ number, message });
    if (this.messages.length > MAX_MESSAGES) this.messages.shift();
    return receiptFor(number);
  }

  /** @returns whether the answer is to a heartbeat of ours */
  taken(eventId: string | null): boolean {
    if (!eventId?.startsWith(RECEIPT)) return false;
    const number = Number(eventId.slice(RECEIPT.length));
    this.messages = this.messages.filter(each => each.number > number);
    return true;
  }

  keepAudio(data: Uint8Array): void {
    this.audio.push(data);
    this.audioBytes += data.byteLength;
    while (this.audioBytes > MAX_AUDIO) this.audioBytes -= this.audio.shift()?.byteLength ?? this.audioBytes;
  }

  /** What a new connection is to be sent, in order. */
  unsent(): { readonly messages: readonly ClientMessage[]; readonly audio: readonly Uint8Array[] } {
    const { audio } = this;
    this.audio = [];
    this.audioBytes = 0;
    return {
      messages: this.messages.flatMap(({ number, message }) => [message, receiptFor(number)]),
      audio,
    };
  }
}

const receiptFor = (number: number): ClientMessage => ({ type: 'heartbeat', eventId: `${RECEIPT}${number}` });
