import { defaultSettings, patchSettings } from '@app/core';
import { startHearing } from '../turn/heard';
import { FixedEndpointing } from './fixed-endpointing';

describe('Fixed endpointing', () => {
  it.each([
    [450, {}, 450],
    [450, { minSilenceMs: 600 }, 600],
    [450, { maxSilenceMs: 350 }, 350],
  ])('waits %d ms, within the bounds of the call', (silence, endpointing, waits) => {
    const settings = patchSettings(defaultSettings, { endpointing });
    expect(new FixedEndpointing(silence).silenceAfter(startHearing(0, 0), settings)).toBe(waits);
  });
});
