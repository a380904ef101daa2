import type { Measured } from '../run/measured';

/** One promise and what came of it, in words and in figures. */
export interface Verdict {
  readonly name: string;
  readonly bound: string;
  readonly measured: string;
  /** In the unit of `measured`; null: it could not be measured. */
  readonly value: number | null;
  readonly limit: number;
  readonly holds: boolean;
}

/** Lines over one axis; null: nothing was measured there. */
export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly number[];
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
}

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Waterfall {
  readonly title: string;
  readonly stages: readonly { readonly name: string; readonly startMs: number; readonly endMs: number }[];
}

/** What a measure found. */
export interface Findings {
  readonly title: string;
  readonly bounds: readonly Verdict[];
  readonly plots: readonly Plot[];
  readonly tables: readonly Table[];
  readonly waterfall?: Waterfall;
  /** Everything that was counted, unrounded, by what was measured. */
  readonly runs?: Readonly<Record<string, readonly Measured[]>>;
}

/** Where it was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  /** Service and driver are kept on cores of their own. */
  readonly pinned: boolean;
  readonly node: string;
  /** Of the service. */
  readonly version: string;
  /** What carries its frames, and what speaks to Azure. */
  readonly ws: string;
  readonly speechSdk: string;
}

/** What a run of a load program found. */
export interface LoadReport extends Findings {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly tookS: number;
  readonly machine: Machine;
  /** What it was asked for on the command line, but for tokens. */
  readonly options: Readonly<Record<string, unknown>>;
}
