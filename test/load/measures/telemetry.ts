import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import { startTraceSink } from '../processes/trace-sink';
import type { Findings, Verdict } from '../report/load-report';
import { refuseTarget } from '../run/cannot-run';
import { measureInTime } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import { median } from '../run/median';
import type { RunOptions } from '../run/options';
import { stepsTable } from '../run/tables';
import { atLeast, atMost, driverInTime } from '../run/verdicts';
import { withService } from '../run/with-service';

const CALLS = 100;
const SHORT_CALLS = 10;
const SECONDS = 25;
const SHORT_SECONDS = 5;
const SETTLE_S = 8;
/** On and off in turns, first the one, then the other, so that what the machine does meanwhile meets both. */
const ORDER = [true, false, false, true, true, false, false, true];
const SHORT_ORDER = [true, false];
/** So that calls end, and their files and traces are written, s. */
const CALL_S = 12;

export interface TelemetryRun {
  readonly on: readonly Measured[];
  readonly off: readonly Measured[];
  readonly exports: number;
  readonly callFiles: number;
}

/**
 * The same calls with everything that can be told of them, and with nothing.
 * @throws CannotRun for a service that runs already: it tells what it was started to tell
 */
export async function runTelemetry(options: RunOptions): Promise<TelemetryRun> {
  refuseTarget(options, 'what a service that runs already tells is settled');
  const { short, token } = options;
  const sink = await startTraceSink();
  const folder = mkdtempSync(join(tmpdir(), 'calls-'));
  const everything = {
    CALL_METRICS: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    CALL_LOG_DIR: folder,
    LOG_LEVEL: 'info',
  };
  const nothing = { CALL_METRICS: 'false', LOG_LEVEL: 'silent' };
  const [on, off]: [Measured[], Measured[]] = [[], []];
  try {
    for (const isOn of short ? SHORT_ORDER : ORDER) {
      const measured = await withService(options, isOn ? everything : nothing, target =>
        measureInTime(target, {
          plan: { ...standardCall, callS: CALL_S, ...options.plan },
          calls: options.calls?.[0] ?? (short ? SHORT_CALLS : CALLS),
          perSecond: 50,
          settleS: SETTLE_S,
          measureS: options.seconds ?? (short ? SHORT_SECONDS : SECONDS),
          token,
          ...(short && { attempts: 1 }),
        }),
      );
      (isOn ? on : off).push(measured);
    }
    return { on, off, exports: sink.taken(), callFiles: readdirSync(folder).length };
  } finally {
    sink.stop();
    rmSync(folder, { recursive: true });
  }
}

const coresOf = (runs: readonly Measured[]): number[] => runs.map(({ cpu }) => cpu ?? Number.NaN);

export const costOf = ({ on, off }: Pick<TelemetryRun, 'on' | 'off'>): number =>
  median(coresOf(on)) / median(coresOf(off)) - 1;

function verdictsOf(run: TelemetryRun, { short }: RunOptions): Verdict[] {
  const told = [atLeast('exports of traces', run.exports, 1), atLeast('files of calls', run.callFiles, 1)];
  if (short) return told;
  return [
    ...run.on.map(each => driverInTime(each, 'everything told')),
    ...run.off.map(each => driverInTime(each, 'nothing told')),
    atMost('CPU that telemetry adds', costOf(run) * 100, bounds.telemetry * 100, '%'),
    ...told,
  ];
}

export function telemetryReport(run: TelemetryRun, options: RunOptions): Findings {
  const percent = (cpu: number): string => `${(cpu * 100).toFixed(1)} %`;
  return {
    title: 'What telemetry costs',
    bounds: verdictsOf(run, options),
    plots: [],
    tables: [
      {
        title: 'CPU of a core, in turns',
        head: ['telemetry', 'runs', 'median'],
        rows: [
          [
            'metrics, traces, call files, log',
            coresOf(run.on).map(percent).join(', '),
            percent(median(coresOf(run.on))),
          ],
          ['off', coresOf(run.off).map(percent).join(', '), percent(median(coresOf(run.off)))],
        ],
      },
      stepsTable('Everything told', run.on),
      stepsTable('Nothing told', run.off),
    ],
    runs: { on: run.on, off: run.off },
  };
}
