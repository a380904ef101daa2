import type { BreakerState, Breakers, LoadReport, ProviderLoads } from '@app/resilience';

/** What stands before one provider, as operators read it. */
export interface BreakerReport {
  readonly name: string;
  readonly state: BreakerState;
  /** How an operator holds it; null: it decides by itself. */
  readonly heldAs: 'open' | 'closed' | null;
  readonly since: string;
  /** Since the start. */
  readonly opens: number;
  /** Code of the last failure. */
  readonly lastError: string | null;
  readonly load: LoadReport;
}

export const breakerReports = (breakers: Breakers, loads: ProviderLoads): readonly BreakerReport[] =>
  breakers.list.map(({ name, state, heldAs, since, opens, lastError }) => ({
    name,
    state,
    heldAs,
    since: new Date(since).toISOString(),
    opens,
    lastError,
    load: loads.of(name).report(),
  }));
