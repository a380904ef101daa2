import { defaultSettings, patchSettings } from './settings';

describe('patchSettings', () => {
  it('changes what is named and keeps the rest', () => {
    const patched = patchSettings(defaultSettings, { language: 'zh-CN', interruptible: false });
    expect(patched).toEqual({ ...defaultSettings, language: 'zh-CN', interruptible: false });
  });

  it('merges nested groups', () => {
    const first = patchSettings(defaultSettings, {
      endpointing: { minSilenceMs: 200 },
      profile: { owner: 'Ann' },
    });
    const second = patchSettings(first, { profile: { age: 40 } });
    expect(second.endpointing).toEqual({ ...defaultSettings.endpointing, minSilenceMs: 200 });
    expect(second.profile).toEqual({ owner: 'Ann', age: 40 });
  });

  it('can take a value away again', () => {
    const patched = patchSettings(patchSettings(defaultSettings, { voice: 'slt' }), { voice: null });
    expect(patched.voice).toBeNull();
  });

  it('leaves the settings it was given as they were', () => {
    const before = structuredClone(defaultSettings);
    patchSettings(defaultSettings, { profile: { owner: 'Ann' }, endpointing: { maxSilenceMs: 9 } });
    expect(defaultSettings).toEqual(before);
  });
});
