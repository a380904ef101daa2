import { allocatedBy } from '../../performance/frames/allocation';
import { decoding, encoding, resampling } from '../../performance/frames/coding-steps';
import type { FrameStep } from '../../performance/frames/frame-step';
import { detecting, engineNamed } from '../../performance/frames/listening-steps';
import { quietEngine } from '../../performance/frames/quiet-engine';
import { wholeIn, wholeOut } from '../../performance/frames/whole-path';

const wide = { encoding: 'pcm16', sampleRate: 16_000 } as const;
const telephone = { encoding: 'mulaw', sampleRate: 8000 } as const;
const browser = { encoding: 'opus', sampleRate: 48_000 } as const;

interface Bytes {
  readonly heap: number;
  readonly buffers: number;
}

const COUNTS = 3;

/** Nothing but what a pass of 800 frames needs for itself. */
const none: Bytes = { heap: 40, buffers: 1 };

/**
 * What a frame may allocate, bytes. The bounds lie half as high again as what is: what is counted twice or copied once more
 * is above them, what the compiler does differently next time is not.
 */
const cases: readonly (readonly [string, () => FrameStep | Promise<FrameStep>, Bytes])[] = [
  // A view of the message.
  ['decodes PCM without a copy', () => decoding(wide), { heap: 200, buffers: 1 }],
  ['decodes µ-law into memory that is there', () => decoding(telephone), none],
  // The decoder's own 20 ms at 48 kHz.
  ['decodes Opus with one copy', () => decoding(browser), { heap: 620, buffers: 2000 }],
  ['resamples into memory that is there', () => resampling(48_000, 16_000), none],
  ['tells speech, allocating nothing', () => detecting('hybrid', 16_000), none],
  // The socket keeps what it is given, so each message has memory of its own.
  ['encodes PCM with one copy', () => encoding(wide), { heap: 320, buffers: 700 }],
  ['encodes µ-law into one buffer', () => encoding(telephone), { heap: 280, buffers: 200 }],
  [
    'takes a wide frame in without a buffer',
    async () => wholeIn('in', wide, await engineNamed('hybrid')),
    { heap: 550, buffers: 1 },
  ],
  [
    'takes a frame of the telephone in without a buffer',
    async () => wholeIn('in', telephone, await engineNamed('hybrid')),
    { heap: 240, buffers: 1 },
  ],
  // The frame that is cut and the message it becomes.
  ['sends a wide frame with two buffers', () => wholeOut(wide, quietEngine), { heap: 1800, buffers: 1500 }],
  [
    'sends a frame to the telephone with two buffers',
    () => wholeOut(telephone, quietEngine),
    { heap: 1500, buffers: 700 },
  ],
];

/** Compilers allocate, too, now and then: counted again where it is too much. A test runner's heap takes long to collect. */
async function leastOf(step: FrameStep, most: Bytes): Promise<Bytes> {
  let frame: Bytes = { heap: Number.POSITIVE_INFINITY, buffers: Number.POSITIVE_INFINITY };
  for (let count = 0; count < COUNTS && (frame.heap > most.heap || frame.buffers > most.buffers); count++) {
    const { heap, buffers } = await allocatedBy(() => step.pass(), {
      warmUps: count === 0 ? 3 : 0,
      counts: 1,
    });
    frame = { heap: heap / step.frames, buffers: buffers / step.frames };
  }
  return frame;
}

describe('the path of a frame', () => {
  it.each(cases)('%s', async (_, make, most) => {
    const step = await make();
    try {
      const frame = await leastOf(step, most);
      expect(frame.heap).toBeLessThanOrEqual(most.heap);
      expect(frame.buffers).toBeLessThanOrEqual(most.buffers);
    } finally {
      step.close();
    }
  });
});
