import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@app/config';
import type { ProfileSource, SettingsPatch } from '@app/core';
import { readProfile } from './read-profile';

/** Profiles of a file: an object of users, each with a profile. */
export class StaticProfiles implements ProfileSource {
  constructor(private readonly profiles: ReadonlyMap<string, SettingsPatch>) {}

  /** @throws ConfigurationError when it cannot be read or is no such object */
  static read(file: string): StaticProfiles {
    const profiles = new Map<string, SettingsPatch>();
    for (const [user, json] of Object.entries(usersIn(file))) {
      const profile = readProfile(json);
      if (!profile) throw new ConfigurationError(['USER_PROFILES_FILE: each user must have an object']);
      profiles.set(user, profile);
    }
    return new StaticProfiles(profiles);
  }

  async find(userId: string): Promise<SettingsPatch | null> {
    return this.profiles.get(userId) ?? null;
  }

  async close(): Promise<void> {}
}

function usersIn(file: string): object {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    throw new ConfigurationError(['USER_PROFILES_FILE: cannot be read as JSON']);
  }
  throw new ConfigurationError(['USER_PROFILES_FILE: must be an object of users']);
}
