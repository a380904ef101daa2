import { defaultSettings, patchSettings } from '@app/core';
import { startHearing } from '../turn/heard';
import { FixedEndpointing } from './fixed-endpointing';

describe('Fixed endpointing', () => {
  it.each([
    [450, {}, 450],
    [450, { minSilenceMs: 600 }, 600],
    [450, { maxSilenceMs: 350 }, 350],
  ])('waits %d ms, within the bounds of the call', (silence, endpointing, silenceMs) => {
    const settings = patchSettings(defaultSettings, { endpointing });
    const call = new FixedEndpointing(silence).open();
    expect(call.decide(startHearing(0, 0), settings)).toEqual({ silenceMs, reason: 'fixed' });
  });

  it('waits the same after any pause', () => {
    const call = new FixedEndpointing(450).open();
    call.pause(1400);
    expect(call.decide(startHearing(0, 0), defaultSettings).silenceMs).toBe(450);
  });
});
