import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import { startTraceSink } from '../processes/trace-sink';
import type { LoadReport, Verdict } from '../report/load-report';
import { thisMachine } from '../run/finish';
import { measureCalls } from '../run/measure-calls';
import { median } from '../run/median';
import type { RunOptions } from '../run/options';
import { atLeast, atMost } from '../run/verdicts';
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
  /** CPU of the service, in cores, by run. */
  readonly on: readonly number[];
  readonly off: readonly number[];
  readonly exports: number;
  readonly callFiles: number;
}

/** The same calls with everything that can be told of them, and with nothing. */
export async function runTelemetry(options: RunOptions): Promise<TelemetryRun> {
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
  const [on, off]: [number[], number[]] = [[], []];
  try {
    for (const isOn of short ? SHORT_ORDER : ORDER) {
      const measured = await withService({ ...options, target: null }, isOn ? everything : nothing, target =>
        measureCalls(target, {
          plan: { ...standardCall, callS: CALL_S },
          calls: options.calls?.[0] ?? (short ? SHORT_CALLS : CALLS),
          perSecond: 50,
          settleS: SETTLE_S,
          measureS: options.seconds ?? (short ? SHORT_SECONDS : SECONDS),
          token,
        }),
      );
      (isOn ? on : off).push(measured.cpu ?? Number.NaN);
    }
    return { on, off, exports: sink.taken(), callFiles: readdirSync(folder).length };
  } finally {
    sink.stop();
    rmSync(folder, { recursive: true });
  }
}

export const costOf = ({ on, off }: TelemetryRun): number => median(on) / median(off) - 1;

function verdictsOf(run: TelemetryRun, { short }: RunOptions): Verdict[] {
  const told = [atLeast('exports of traces', run.exports, 1), atLeast('files of calls', run.callFiles, 1)];
  if (short) return told;
  return [atMost('CPU that telemetry adds', costOf(run) * 100, bounds.telemetry * 100, '%'), ...told];
}

export function telemetryReport(run: TelemetryRun, options: RunOptions): LoadReport {
  const percent = (cpu: number): string => `${(cpu * 100).toFixed(1)} %`;
  return {
    title: 'What telemetry costs',
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    bounds: verdictsOf(run, options),
    plots: [],
    tables: [
      {
        title: 'CPU of a core, in turns',
        head: ['telemetry', 'runs', 'median'],
        rows: [
          ['metrics, traces, call files, log', run.on.map(percent).join(', '), percent(median(run.on))],
          ['off', run.off.map(percent).join(', '), percent(median(run.off))],
        ],
      },
    ],
  };
}
