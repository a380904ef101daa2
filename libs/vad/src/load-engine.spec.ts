import { Configuration } from '@app/config';
import { FvadSettings } from './fvad/fvad-settings';
import { loadEngine, vadFragments } from './load-engine';

describe('The voice activity engine', () => {
  it('is libfvad at its strictest when nothing is set', async () => {
    const configuration = Configuration.load(vadFragments, {});
    expect(configuration.get(FvadSettings).mode).toBe(3);
    expect((await loadEngine(configuration)).name).toBe('fvad');
  });

  it.each([
    [{ VAD_ENGINE: 'ears' }, 'VAD_ENGINE: must be one of fvad'],
    [{ VAD_FVAD_MODE: '4' }, 'VAD_FVAD_MODE: must be a whole number from 0 to 3'],
  ])('is refused at boot where the setting is wrong: %j', (environment, problem) => {
    expect(() => Configuration.load(vadFragments, environment)).toThrow(problem);
  });
});
