import type { CallParts, SharedParts } from '../conversation-parts';
import { FramePlayout } from './frame-playout';
import { PartPlayout } from './part-playout';
import type { Playout, PlayoutSink } from './playout';

/** The playout for a call's delivery. `at` of an outgoing frame is its place in the call's outgoing audio. */
export function makePlayout(
  shared: Pick<SharedParts, 'clock' | 'ticker'>,
  call: Pick<CallParts, 'delivery' | 'out'>,
  sink: Omit<PlayoutSink, 'frame'>,
): Playout {
  const { delivery, out } = call;
  if (delivery.kind === 'parts') {
    return new PartPlayout(shared.clock, shared.ticker, { ...sink, frame: () => undefined }, delivery);
  }
  const { sampleRate, leadMs } = delivery;
  let at = 0;
  const frame = (pcm: Int16Array): void => {
    out.frame({ pcm, sampleRate, at });
    at += (pcm.length * 1000) / sampleRate;
  };
  return new FramePlayout(shared.clock, shared.ticker, { ...sink, frame }, sampleRate, leadMs);
}
