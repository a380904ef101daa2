import type { Plot, Waterfall } from '../report/load-report';
import type { Measured, Moment } from './measured';

type Line = Plot['series'][number];

/** What happened over the time of one step. */
export const overTime = (measured: Measured, what = `${measured.calls} calls`): Plot[] => [
  ...latenciesOverTime(measured.moments, what),
  ...(measured.cpu === null ? [] : usageOverTime(measured.moments, what)),
];

/** Each point is of the turns of its moment alone. */
export const latenciesOverTime = (moments: readonly Moment[], what: string): Plot[] => {
  const x = moments.map(({ second }) => second);
  const line = (of: 'turn' | 'voiceToVoice', which: 'p50' | 'p95' | 'p99'): Line => ({
    label: which.toUpperCase(),
    values: moments.map(moment => present(moment[of][which])),
  });
  return [
    {
      title: `Endpoint to first audio, ${what}`,
      xLabel: 's',
      yLabel: 'ms',
      x,
      series: [line('turn', 'p50'), line('turn', 'p95'), line('turn', 'p99')],
    },
    {
      title: `Last sound to first audio, ${what}`,
      xLabel: 's',
      yLabel: 'ms',
      x,
      series: [line('voiceToVoice', 'p50'), line('voiceToVoice', 'p95')],
    },
  ];
};

const usageOverTime = (moments: readonly Moment[], what: string): Plot[] => {
  const x = moments.map(({ second }) => second);
  const plot = (title: string, yLabel: string, values: Line['values']): Plot => ({
    title: `${title}, ${what}`,
    xLabel: 's',
    yLabel,
    x,
    series: [{ label: 'service', values }],
  });
  return [
    plot(
      'CPU',
      '% of a core',
      moments.map(({ cpu }) => (cpu === null ? null : cpu * 100)),
    ),
    plot(
      'Memory',
      'MB resident',
      moments.map(({ rssMb }) => rssMb),
    ),
  ];
};

/** What calls cost, by how many there are. */
export const againstCalls = (steps: readonly Measured[]): Plot[] => {
  const x = steps.map(({ calls }) => calls);
  return [
    {
      title: 'CPU against calls',
      xLabel: 'calls',
      yLabel: '% of a core',
      x,
      series: [{ label: 'service', values: steps.map(({ cpu }) => (cpu === null ? null : cpu * 100)) }],
    },
    {
      title: 'Memory against calls',
      xLabel: 'calls',
      yLabel: 'MB resident',
      x,
      series: [{ label: 'service', values: steps.map(({ rssMb }) => rssMb) }],
    },
    {
      title: 'Loop lag against calls',
      xLabel: 'calls',
      yLabel: 'ms',
      x,
      series: [{ label: 'P99', values: steps.map(({ loopLagP99 }) => present(loopLagP99)) }],
    },
  ];
};

/** The newest turn that was told of whole; each stage begins where the one before was done. */
export function waterfallOf({ waterfall }: Measured): Waterfall | null {
  if (waterfall.length === 0) return null;
  let startMs = 0;
  const stages = waterfall.map(({ stage, ms }) => {
    const bar = { name: stage, startMs: Math.min(startMs, ms), endMs: ms };
    startMs = ms;
    return bar;
  });
  return { title: 'One turn, ms from its endpoint', stages };
}

const present = (value: number): number | null => (Number.isNaN(value) ? null : value);
