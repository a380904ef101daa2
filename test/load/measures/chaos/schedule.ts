import type { Callers } from './callers';
import type { House } from './house';

/** One thing that goes wrong. */
export interface Trouble {
  readonly name: string;
  strike(house: House, callers: Callers): Promise<void>;
  /** Everything is as before; what is not here mends itself. */
  relieve?(house: House): Promise<void>;
}

const every = (service: string, fault: object, probability = 0.5): object => ({
  service,
  times: 0,
  probability,
  fault,
});

/** The fault schedule: providers, Redis, machines, lines. */
export const schedule: readonly Trouble[] = [
  {
    name: 'recognisers are cut off',
    strike: ({ emulator }) => emulator.inject(every('stt', { kind: 'cut', audioMs: 500 })),
    relieve: ({ emulator }) => emulator.mend(),
  },
  {
    name: 'the model is full, or slow',
    strike: ({ emulator }) =>
      emulator.inject(
        every('chat', { kind: 'status', status: 429, retryAfter: 1 }),
        every('chat', { kind: 'delay', stage: 'ai-first', ms: 1500 }),
      ),
    relieve: ({ emulator }) => emulator.mend(),
  },
  {
    name: 'voices fail',
    strike: ({ emulator }) => emulator.inject(every('tts', { kind: 'close', code: 1011 })),
    relieve: ({ emulator }) => emulator.mend(),
  },
  {
    name: 'Redis is frozen',
    strike: async ({ redis }) => redis.freeze(),
    relieve: async ({ redis }) => redis.thaw(),
  },
  {
    name: 'Redis is killed',
    strike: ({ redis }) => redis.kill(),
    relieve: ({ redis }) => redis.restart(),
  },
  {
    name: 'an instance is killed',
    strike: house => house.kill(0),
    relieve: house => house.replace(0),
  },
  {
    name: 'a worker is killed',
    strike: async house => house.killWorker(),
  },
  {
    name: 'an instance is told to stop',
    strike: house => house.dismiss(1),
    relieve: house => house.replace(1),
  },
  {
    name: 'the network is lost',
    strike: async (_house, callers) => callers.loseConnections(),
  },
];
