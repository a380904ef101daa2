import { Configuration } from '@app/config';
import { engineNames } from './engines';
import { FvadSettings } from './fvad/fvad-settings';
import { loadEngine, vadFragments } from './load-engine';

describe('The voice activity engine', () => {
  it('is the hybrid when nothing is set, and libfvad would be at its strictest', async () => {
    const configuration = Configuration.load(vadFragments, {});
    expect(configuration.get(FvadSettings).mode).toBe(3);
    expect((await loadEngine(configuration)).name).toBe('hybrid');
  });

  it.each(engineNames)('is %s when that is set', async name => {
    expect((await loadEngine(Configuration.load(vadFragments, { VAD_ENGINE: name }))).name).toBe(name);
  });

  it.each([
    [{ VAD_ENGINE: 'ears' }, 'VAD_ENGINE: must be one of hybrid, silero, spectral, fvad'],
    [{ VAD_SILERO_THRESHOLD: '2' }, 'VAD_SILERO_THRESHOLD: must be a number from 0.2 to 0.95'],
    [{ VAD_FVAD_MODE: '4' }, 'VAD_FVAD_MODE: must be a whole number from 0 to 3'],
  ])('is refused at boot where the setting is wrong: %j', (environment, problem) => {
    expect(() => Configuration.load(vadFragments, environment)).toThrow(problem);
  });
});
