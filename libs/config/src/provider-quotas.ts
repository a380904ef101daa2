/** What a provider's account allows; what is not said is not limited. */
export interface QuotaSetting {
  /** Requests at once; of a recogniser: calls at once. */
  readonly maxConcurrent?: number;
  readonly tokensPerMinute?: number;
  /** Calls begun within a minute. */
  readonly newPerMinute?: number;
}

export type QuotaSettings = Readonly<Record<string, QuotaSetting>>;

const FIELDS = ['maxConcurrent', 'tokensPerMinute', 'newPerMinute'];
const NAME = /^((stt|ai|tts):)?[a-z][a-z0-9-]*$/;

/** What is wrong with quotas as they were written; null where nothing is. Shows names, no values. */
export function quotaProblem(quotas: unknown): string | null {
  if (typeof quotas !== 'object' || quotas === null || Array.isArray(quotas))
    return 'must be a JSON object of quotas by provider';
  for (const [name, quota] of Object.entries(quotas)) {
    if (!NAME.test(name)) return 'must name providers such as azure or stt:azure';
    if (typeof quota !== 'object' || quota === null) return `must have an object for ${name}`;
    for (const [field, value] of Object.entries(quota as object)) {
      if (!FIELDS.includes(field)) return `may have only ${FIELDS.join(', ')} for ${name}`;
      if (!Number.isInteger(value) || (value as number) < 1)
        return `must have whole numbers from 1 for ${name}`;
    }
  }
  return null;
}
