import type { AudioFrame, CallEvent, CallSink, MediaProtocol } from '@app/core';
import { brokenChecks, describeContract } from '../contract';
import { mediaProtocolContract } from './media-protocol.contract';
import type { MediaProtocolSubject } from './media-protocol.contract';

/** The simplest protocol that does it right: binary is PCM16 at 8 kHz, the text `bye` hangs up. */
class PlainProtocol implements MediaProtocol {
  protected over = false;

  decode(data: Uint8Array, isBinary: boolean, sink: CallSink): void {
    if (this.over) return;
    if (isBinary) this.frame(data, sink);
    else this.text(Buffer.from(data).toString(), sink);
  }

  encode(event: CallEvent): string | null {
    return event.type === 'ended' ? 'bye' : null;
  }

  encodeAudio({ pcm }: AudioFrame): Uint8Array {
    return Uint8Array.from(Buffer.copyBytesFrom(pcm));
  }

  close(): void {
    this.over = true;
  }

  protected frame(data: Uint8Array, sink: CallSink): void {
    if (data.length < 2) return;
    sink.audio(new Int16Array(Uint8Array.from(data).buffer, 0, data.length >> 1), 8000);
  }

  protected text(text: string, sink: CallSink): void {
    if (text === 'bye') sink.command({ type: 'end', reason: 'caller' });
  }
}

const connected = (protocol: MediaProtocol): MediaProtocolSubject => ({
  protocol,
  opening: [],
  audio: {
    message: () => ({ data: new Uint8Array(320), isBinary: true }),
    samples: 160,
    sampleRate: 8000,
  },
  hangUp: { data: Buffer.from('bye'), isBinary: false },
  replyRate: 8000,
});

describeContract('the plainest protocol', mediaProtocolContract, {
  make: async () => connected(new PlainProtocol()),
});

const scratch = new Uint8Array(320);

/** What is wrong, and the checks that notice. */
const broken: readonly [fault: string, make: () => PlainProtocol, noticed: string[]][] = [
  [
    'names another rate',
    () =>
      new (class extends PlainProtocol {
        protected override frame(_: Uint8Array, sink: CallSink): void {
          sink.audio(new Int16Array(160), 16_000);
        }
      })(),
    ['hears caller audio, all of it, at the rate it has'],
  ],
  [
    'works in the memory of the message',
    () =>
      new (class extends PlainProtocol {
        protected override frame(data: Uint8Array, sink: CallSink): void {
          super.frame(data, sink);
          data.fill(7);
        }
      })(),
    ['leaves the data it was given as it was'],
  ],
  [
    'trusts text to be JSON',
    () =>
      new (class extends PlainProtocol {
        protected override text(text: string, sink: CallSink): void {
          if (text === 'bye') super.text(text, sink);
          else JSON.parse(text);
        }
      })(),
    [
      'never throws, whatever the peer sends',
      'takes no order from text that is no message',
      'goes on after a message that is none',
    ],
  ],
  [
    'reads any text as a hang-up',
    () =>
      new (class extends PlainProtocol {
        protected override text(_: string, sink: CallSink): void {
          super.text('bye', sink);
        }
      })(),
    ['takes no order from text that is no message'],
  ],
  [
    'gives up at the first bad message',
    () =>
      new (class extends PlainProtocol {
        protected override text(text: string, sink: CallSink): void {
          super.text(text, sink);
          if (text !== 'bye') sink.violation(1008, 'bad');
        }
      })(),
    ['goes on after a message that is none'],
  ],
  [
    'never says that the peer hung up',
    () =>
      new (class extends PlainProtocol {
        protected override text(): void {}
      })(),
    ['tells that the peer hung up, once'],
  ],
  [
    'sends empty messages',
    () =>
      new (class extends PlainProtocol {
        override encode(): string {
          return '';
        }
      })(),
    ['has a word, or none, for every event'],
  ],
  [
    'uses the same memory for every frame',
    () =>
      new (class extends PlainProtocol {
        override encodeAudio({ pcm }: AudioFrame): Uint8Array {
          scratch.set(Buffer.copyBytesFrom(pcm));
          return scratch;
        }
      })(),
    ['gives each reply frame memory of its own'],
  ],
  [
    'sends the memory of the frame itself',
    () =>
      new (class extends PlainProtocol {
        override encodeAudio({ pcm }: AudioFrame): Uint8Array {
          return new Uint8Array(pcm.buffer);
        }
      })(),
    ['gives each reply frame memory of its own'],
  ],
  [
    'hears after the close',
    () =>
      new (class extends PlainProtocol {
        override close(): void {}
      })(),
    ['takes nothing after it was closed'],
  ],
];

describe('the contract of media protocols', () => {
  it.each(broken)('notices one that %s', async (_, make, noticed) => {
    const checks = await brokenChecks(mediaProtocolContract, { make: async () => connected(make()) });
    expect(checks).toEqual(noticed);
  });
});
