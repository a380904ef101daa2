import type { Plot, Table, Waterfall } from '../report/load-report';
import type { Measured } from './measured';
import { longGapShare } from './measured';

const shown = (value: number | null, digits = 1): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** A line for each step of concurrency. */
export const stepsTable = (title: string, steps: readonly Measured[]): Table => ({
  title,
  head: [
    ...['calls', 'turns', 'CPU of a core', 'CPU a call', 'resident MB', 'loop lag P99 ms'],
    ...[
      'endpoint → audio P50 / P95 / P99 ms',
      'voice to voice P50 / P95 ms',
      'long gaps',
      'cut in',
      'driver late P99 ms',
    ],
  ],
  rows: steps.map(step => {
    const { turn, voiceToVoice, driverLate } = step.latencies;
    return [
      String(step.calls),
      String(step.counts.turns),
      percent(step.cpu, 1),
      percent(step.cpuPerCall, 3),
      shown(step.rssMb, 0),
      shown(step.loopLagP99),
      `${shown(turn.p50)} / ${shown(turn.p95)} / ${shown(turn.p99)}`,
      `${shown(voiceToVoice.p50, 0)} / ${shown(voiceToVoice.p95, 0)}`,
      percent(longGapShare(step), 3),
      String(step.counts.cutIn),
      shown(driverLate.p99),
    ];
  }),
});

/** What is left of that where frames are only moved. */
/** @param echo of every frame, where it was measured */
export const floorTable = (floor: Measured, echo: Measured | null): Table => ({
  title: 'The same frames on a bare ws server',
  head: ['frames out', 'calls', 'CPU of a core', 'CPU a call', 'resident MB', 'driver late P99 ms'],
  rows: [
    ['as many as the service sent', ...floorRow(floor)],
    ...(echo ? [['as many as came in', ...floorRow(echo)]] : []),
  ],
});

const floorRow = ({ calls, cpu, cpuPerCall, rssMb, latencies }: Measured): string[] => [
  String(calls),
  percent(cpu, 1),
  percent(cpuPerCall, 3),
  shown(rssMb, 0),
  shown(latencies.driverLate.p99),
];

const percent = (share: number | null, digits: number): string =>
  share === null || Number.isNaN(share) ? '–' : `${(share * 100).toFixed(digits)} %`;

/** Latencies over the time of one step. */
export const overTime = ({ calls, moments }: Measured): Plot[] => {
  const x = moments.map(({ second }) => second);
  return [
    {
      title: `Endpoint to first audio, ${calls} calls`,
      xLabel: 's',
      yLabel: 'ms',
      x,
      series: [
        { label: 'P50', values: moments.map(({ turnP50 }) => present(turnP50)) },
        { label: 'P95', values: moments.map(({ turnP95 }) => present(turnP95)) },
        { label: 'P99', values: moments.map(({ turnP99 }) => present(turnP99)) },
      ],
    },
    {
      title: `CPU, ${calls} calls`,
      xLabel: 's',
      yLabel: '% of a core',
      x,
      series: [{ label: 'service', values: moments.map(({ cpu }) => (cpu === null ? null : cpu * 100)) }],
    },
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
