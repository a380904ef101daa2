/** A number by which the service adapts itself to what it measures: within bounds, and for a reason that is told. */
export interface Tunable {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /**
   * Takes the value, as far as bounds and the largest step at once allow.
   * @param reason for the operator who wonders, with the numbers it rests on
   */
  tune(value: number, reason: string): void;
}

/** How much may go on at once, where that is found out by how long things take. */
export interface ConcurrencyLimit {
  readonly limit: number;
  /** One of `inFlight` that went on at once took so long, ms. */
  took(ms: number, inFlight: number): void;
}

/** A limit that was decided once and for all. */
export const fixedLimit = (limit: number): ConcurrencyLimit => ({ limit, took: () => undefined });
