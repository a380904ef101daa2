import { defineNamespace, jsonCodec } from '@app/cache';
import type { Caches } from '@app/cache';

export interface Hours {
  readonly opens: string;
  readonly closes: string;
}

const isHours = (json: unknown): json is Hours =>
  typeof json === 'object' && json !== null && 'opens' in json && 'closes' in json;

/** When a branch is open on a day. */
export const openingHours = defineNamespace<{ readonly branch: string; readonly day: string }>()({
  name: 'opening_hours',
  version: 1,
  ttl: () => 3600,
  entries: () => 500,
  codec: jsonCodec(isHours),
  refreshes: true,
  patienceMs: 200,
});

/** Asks the branches' service as rarely as may be. */
export const hoursOf = (
  caches: Caches,
  branch: string,
  day: string,
  ask: (branch: string, day: string) => Promise<Hours | null>,
): Promise<Hours | null> => caches.of(openingHours).fetch({ branch, day }, () => ask(branch, day));
