import { measure } from 'mitata';
import { allocatedBy, collect } from './allocation';
import type { FrameStep } from './frame-step';

const MIN_CPU_NS = 600e6;

/** What a frame costs in one step. */
export interface FrameCost {
  readonly name: string;
  readonly format: string;
  /** Median of the passes. */
  readonly us: number;
  /** Bytes allocated. */
  readonly heap: number;
  readonly buffers: number;
}

/** mitata takes the time; its heap figures leave out buffers and every pass with a collection in it, so those are counted here. */
export async function costOf(step: FrameStep): Promise<FrameCost> {
  const { name, format, frames } = step;
  const pass = (): unknown => step.pass();
  const { heap, buffers } = await allocatedBy(pass, { warmUps: 8, counts: 5 });
  const { p50 } = await measure(pass, { gc: collect, min_cpu_time: MIN_CPU_NS });
  return { name, format, us: p50 / frames / 1000, heap: heap / frames, buffers: buffers / frames };
}
