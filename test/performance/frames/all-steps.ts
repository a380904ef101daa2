import { quietEngine } from './quiet-engine';
import { decoding, encoding, resampling } from './coding-steps';
import type { FrameStep } from './frame-step';
import { detecting, engineNamed } from './listening-steps';
import { formats } from './material';
import { wholeIn, wholeOut } from './whole-path';

/** Opus comes at 48 kHz and is heard at 16; a reply is spoken at 24 at most. */
const replyOf = ({ encoding, sampleRate }: (typeof formats)[number]) => ({
  encoding,
  sampleRate: sampleRate === 48_000 ? (24_000 as const) : (sampleRate as 8000 | 16_000),
});

const EVERY: readonly (() => FrameStep | Promise<FrameStep>)[] = [
  ...formats.map(format => () => decoding(format)),
  () => resampling(48_000, 16_000),
  () => resampling(24_000, 8000),
  () => wholeIn('message, intake and ring', formats[0]!, quietEngine),
  () => detecting('spectral', 16_000),
  () => detecting('hybrid', 8000),
  () => detecting('hybrid', 16_000),
  ...formats.map(format => () => encoding(replyOf(format))),
  ...formats.map(format => async () => wholeIn('whole frame in', format, await engineNamed('hybrid'))),
  ...formats.map(format => () => wholeOut(replyOf(format), quietEngine)),
];

/** One after the other, each closed before the next is made. */
export async function* allSteps(): AsyncGenerator<FrameStep> {
  for (const make of EVERY) {
    const step = await make();
    yield step;
    step.close();
  }
}
