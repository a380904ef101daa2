import type { LoadRun } from '../measures/load';
import { isVoid } from './measured';
import type { Measured } from './measured';
import { holds, served } from './verdicts';

/** A core that is used to this share, 0–1, is full: what comes in bursts waits. */
const FULL_CORE = 0.85;
/** Of the machine's memory, 0–1. */
const FULL_MEMORY = 0.9;
const MB_PER_GB = 1024;

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** The resource of which there is no more in a step that was not served as promised. */
function resourceOf({ cpu, rssMb, loopLagP99 }: Measured, memoryGb: number): string {
  if (cpu !== null && cpu >= FULL_CORE) return `the service's core, used to ${percent(cpu)}`;
  if (rssMb !== null && rssMb >= FULL_MEMORY * memoryGb * MB_PER_GB)
    return `memory, ${rssMb.toFixed(0)} MB resident`;
  const used = cpu === null ? '' : `, on a core used to ${percent(cpu)}`;
  return `the event loop, late by ${loopLagP99.toFixed(1)} ms P99${used}`;
}

const brokenIn = (step: Measured): string =>
  served(step)
    .filter(verdict => !verdict.holds)
    .map(({ name, measured, bound }) => `${name} ${measured} (${bound})`)
    .join(', ');

/**
 * In one sentence, what there is no more of beyond the best step. A step in which the driver was late says nothing of the
 * service.
 */
export function limitOf({ steps, best }: Pick<LoadRun, 'steps' | 'best'>, memoryGb: number): string {
  const beyond = steps.filter(step => step.calls > (best?.calls ?? 0) && !holds(served(step)));
  const seen = beyond.find(step => !isVoid(step));
  if (seen) return `${resourceOf(seen, memoryGb)}; at ${seen.calls} calls: ${brokenIn(seen)}`;
  const [step] = beyond;
  if (!step) return `nothing, up to ${best?.calls ?? 0} calls`;
  const used = step.cpu === null ? '' : `; the service's core was used to ${percent(step.cpu)}`;
  const late = step.latencies.driverLate.p99.toFixed(1);
  return `the driver: at ${step.calls} calls it was late by ${late} ms P99, so that step is void${used}`;
}
