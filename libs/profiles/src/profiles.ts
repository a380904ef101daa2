import { profile } from '@app/cache';
import type { Caches } from '@app/cache';
import type { Clock, Millis, ProfileSource, SettingsPatch } from '@app/core';

export interface ProfilesParts {
  readonly source: ProfileSource;
  /** Which source it is; what one says is not taken for another's. */
  readonly name: string;
  readonly caches: Caches;
  readonly clock: Clock;
  readonly timeoutMs: Millis;
  /** For what an operator should know; no names. */
  readonly warn: (message: string) => void;
}

/** A source takes this long at most, even where no call waits for it any more: the next call has it then. */
const LONGEST_MS: Millis = 5000;

/** What is known of callers, asked once while it is kept. Never fails: a call that cannot know begins without. */
export class Profiles {
  constructor(private readonly parts: ProfilesParts) {}

  /** Resolves within the timeout. */
  async of(userId: string): Promise<SettingsPatch | null> {
    const { clock, timeoutMs, warn } = this.parts;
    const late = Promise.withResolvers<null>();
    const timer = clock.after(timeoutMs, () => {
      warn('a call begins without its profile: it is late');
      late.resolve(null);
    });
    const found = this.find(userId).catch((error: unknown) => {
      warn(`a call begins without its profile: ${error instanceof Error ? error.message : 'unknown'}`);
      return null;
    });
    return Promise.race([found, late.promise]).finally(() => timer.cancel());
  }

  close(): Promise<void> {
    return this.parts.source.close();
  }

  private find(userId: string): Promise<SettingsPatch | null> {
    const { source, name, caches } = this.parts;
    const ask = (): Promise<SettingsPatch | null> => source.find(userId, AbortSignal.timeout(LONGEST_MS));
    return caches.enabled ? caches.of(profile).fetch({ source: name, user: userId }, ask) : ask();
  }
}
