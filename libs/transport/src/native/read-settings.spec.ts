import { readSettings } from './read-settings';

describe('Settings that come by another way than a call', () => {
  it('are taken as in session_update', () => {
    const settings = { language: 'en-GB', voice: null, endpointing: { minSilenceMs: 200 } };
    expect(readSettings(settings)).toEqual({ patch: settings });
    expect(readSettings({})).toEqual({ patch: {} });
  });

  it.each([
    [{ language: 'englisch!' }, 'language'],
    [{ colour: 'red' }, 'colour'],
    [{ endpointing: { minSilenceMs: 1 } }, 'endpointing.minSilenceMs'],
    [{ token: 'abc' }, 'token'],
    [{ callId: 'another' }, 'callId'],
    [{ type: 'end_call' }, 'type'],
  ])('are refused as there: %j', (settings, param) => {
    expect(readSettings(settings)).toMatchObject({ param });
  });
});
