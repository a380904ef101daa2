import { Logger } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { ResilienceSettings, ServerSettings } from '@app/config';
import { fixedLimit, systemClock } from '@app/core';
import type { ConcurrencyLimit } from '@app/core';
import { Adaptation, GradientLimit, ProviderLoads, WorkPlaces } from '@app/resilience';
import { LOADS, PLACES } from './tokens';
import { TunedTurns } from './tuned-turns';

/** Where a limit that is found out begins, and where it ends at the low side: less would be a failure of its own. */
const FIRST_LIMIT = 64;
const LEAST_LIMIT = 8;

const gradient = (adaptation: Adaptation, name: string, most: number): ConcurrencyLimit => {
  const [initial, min] = [Math.min(FIRST_LIMIT, most), Math.min(LEAST_LIMIT, most)];
  const range = { initial, min, max: most, step: 0.5, least: 1 };
  return new GradientLimit(adaptation.number(name, range), systemClock);
};

/** How much may go on at once, and what else follows what is measured. */
export const adaptiveProviders: Provider[] = [
  {
    provide: Adaptation,
    inject: [ResilienceSettings],
    useFactory: ({ adaptive }: ResilienceSettings): Adaptation => {
      const log = new Logger(Adaptation.name);
      return new Adaptation(systemClock, adaptive, ({ name, from, to, reason }) =>
        log.log(`${name}: ${from} is now ${to}, because ${reason}`),
      );
    },
  },
  {
    provide: LOADS,
    inject: [ResilienceSettings, ServerSettings, Adaptation],
    useFactory: (
      settings: ResilienceSettings,
      server: ServerSettings,
      adaptation: Adaptation,
    ): ProviderLoads => {
      const maxConcurrent = settings.maxConcurrent || server.maxConnections;
      // A recogniser is asked once a call, not once a turn: how long it takes says nothing about how many it can take.
      return new ProviderLoads({ maxConcurrent, quotas: settings.quotaOf }, systemClock, (name, most) =>
        name.startsWith('stt:') ? null : gradient(adaptation, `unanswered_${name}`, most),
      );
    },
  },
  {
    provide: PLACES,
    inject: [ServerSettings, Adaptation],
    useFactory: (
      { maxConcurrentProcessing: fixed, maxConnections }: ServerSettings,
      adaptation: Adaptation,
    ): WorkPlaces => {
      const limit =
        fixed === 'auto' ? gradient(adaptation, 'turns_at_once', maxConnections) : fixedLimit(fixed);
      return new WorkPlaces(systemClock, limit, maxConnections);
    },
  },
  TunedTurns,
];
