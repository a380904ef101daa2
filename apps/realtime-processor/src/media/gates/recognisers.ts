import type { QuotaSettings } from '@app/config';
import { CountedCapacity } from '@app/core';
import type { Capacity, SpeechToText } from '@app/core';

/** How many calls can be heard at once: as many as the recogniser can, or as its account allows. */
export function recognisersOf({ name, capacity }: SpeechToText, quotas: QuotaSettings): Capacity | undefined {
  const allowed = quotas[`stt:${name}`]?.maxConcurrent ?? quotas[name]?.maxConcurrent;
  if (allowed === undefined || (capacity && capacity.limit <= allowed)) return capacity;
  return new CountedCapacity(allowed);
}
