import type { Inspected } from '../processes/inspected';
import type { Target } from '../processes/service';
import type { Plot } from '../report/load-report';
import { fit } from '../run/slope';
import type { Fit } from '../run/slope';

export interface Sample {
  readonly second: number;
  /** After all garbage was collected, MB. */
  readonly heapMb: number;
  readonly rssMb: number;
  /** Open files. */
  readonly handles: number;
}

/**
 * Looks at what lives in the service every so often, for as long as `use` takes.
 * @throws where the service cannot be looked at any more; then nobody waits for `use`
 */
export async function watchHeap<Result>(
  service: Pick<Target, 'usage'>,
  inspected: Pick<Inspected, 'heapMb'>,
  everyMs: number,
  use: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly samples: readonly Sample[] }> {
  const samples: Sample[] = [];
  const begunAt = performance.now();
  const look = async (): Promise<void> => {
    const heapMb = await inspected.heapMb();
    const { rssMb = Number.NaN, handles = Number.NaN } = service.usage() ?? {};
    samples.push({ second: (performance.now() - begunAt) / 1000, heapMb, rssMb, handles });
  };
  let sampling: NodeJS.Timeout | undefined;
  const blind = new Promise<never>((_, reject) => {
    sampling = setInterval(() => void look().catch(reject), everyMs);
  });
  try {
    return { result: await Promise.race([use(), blind]), samples };
  } finally {
    clearInterval(sampling);
  }
}

/** What the heap grows by from the first half of the samples on, MB an hour. */
export function growth(samples: readonly Pick<Sample, 'second' | 'heapMb'>[]): Fit {
  const late = samples.slice(samples.length >> 1);
  return fit(
    late.map(({ second }) => second / 3600),
    late.map(({ heapMb }) => heapMb),
  );
}

export const growthInWords = (samples: readonly Sample[]): string => {
  const { slope, error } = growth(samples);
  return `${slope.toFixed(1)} ± ${error.toFixed(1)}`;
};

export const heapPlot = (samples: readonly Sample[]): Plot => ({
  title: 'Memory while calls come and go',
  xLabel: 's',
  yLabel: 'MB',
  x: samples.map(({ second }) => second),
  series: [
    { label: 'heap, all garbage collected', values: samples.map(({ heapMb }) => heapMb) },
    { label: 'resident', values: samples.map(({ rssMb }) => rssMb) },
  ],
});
