import { Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Caches } from '@app/cache';
import { systemClock } from '@app/core';
import type { ProfileSource } from '@app/core';
import { ProfileSettings } from './profile-settings';
import { Profiles } from './profiles';
import { StaticProfiles } from './static-profiles';

/** Injects `Profiles | null`: null where nobody knows anything of callers. */
export const PROFILES = Symbol('Profiles');

@Module({})
export class ProfilesModule implements OnApplicationShutdown {
  static forRoot(): DynamicModule {
    return {
      module: ProfilesModule,
      global: true,
      providers: [{ provide: PROFILES, inject: [ProfileSettings, Caches], useFactory: makeProfiles }],
      exports: [PROFILES],
    };
  }

  constructor(@Inject(PROFILES) private readonly profiles: Profiles | null) {}

  async onApplicationShutdown(): Promise<void> {
    await this.profiles?.close();
  }
}

async function makeProfiles(settings: ProfileSettings, caches: Caches): Promise<Profiles | null> {
  const { timeoutMs } = settings;
  const [name, source] = await sourceOf(settings);
  if (!source) return null;
  const log = new Logger('Profiles');
  const warn = (message: string): void => log.warn(message);
  return new Profiles({ source, name, caches, clock: systemClock, timeoutMs, warn });
}

/** A service that is to be asked comes before a file. */
async function sourceOf(settings: ProfileSettings): Promise<[string, ProfileSource | null]> {
  const { url, token, file, timeoutMs } = settings;
  if (url !== null) {
    const { HttpProfiles } = await import('./http-profiles');
    return [url, new HttpProfiles(url, token, 10 * timeoutMs)];
  }
  if (file !== '') return [file, StaticProfiles.read(file)];
  return ['none', null];
}
