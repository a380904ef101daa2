import type { BreakerState } from '@app/resilience';
import { pressureOf } from './pressure';

const breakers = (states: Record<string, BreakerState>): { name: string; state: BreakerState }[] =>
  Object.entries(states).map(([name, state]) => ({ name, state }));

const well = {
  'stt:azure': 'closed',
  'stt:embedded': 'closed',
  'ai:script': 'closed',
  'tts:azure': 'closed',
} as const;

describe('pressureOf', () => {
  it('is the share of providers that are out of order, of the kind that is worst off', () => {
    expect(pressureOf(breakers(well))).toBe(0);
    expect(pressureOf(breakers({ ...well, 'stt:azure': 'open' }))).toBe(0.5);
    expect(pressureOf(breakers({ ...well, 'stt:azure': 'half-open', 'tts:azure': 'isolated' }))).toBe(1);
  });

  it('is none where nothing was asked yet', () => {
    expect(pressureOf([])).toBe(0);
  });
});
