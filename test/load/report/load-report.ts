/** One promise and what came of it, in words. */
export interface Verdict {
  readonly name: string;
  readonly bound: string;
  readonly measured: string;
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

/** What a run of a load program found. */
export interface LoadReport {
  readonly title: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    /** Of the service. */
    readonly version: string;
  };
  readonly bounds: readonly Verdict[];
  readonly plots: readonly Plot[];
  readonly tables: readonly Table[];
  readonly waterfall?: Waterfall;
}
