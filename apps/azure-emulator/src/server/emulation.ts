import type { Clock } from '@app/core';
import type { Recordings } from '../control/recordings';
import type { RequestLog } from '../control/request-log';
import type { Settings } from '../control/settings';
import type { FaultPlan } from '../faults/fault-plan';

/** What all services of one emulator share. */
export interface Emulation {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly recordings: Recordings;
}
