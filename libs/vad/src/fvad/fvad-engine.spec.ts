import { describeContract, voiceActivityContract } from '@app/testing';
import { FvadEngine } from './fvad-engine';

describeContract('libfvad', voiceActivityContract, { make: () => FvadEngine.create({ mode: 3 }) });

describe('libfvad', () => {
  it('refuses a rate it cannot hear', async () => {
    const engine = await FvadEngine.create({ mode: 3 });
    expect(() => engine.open(11025, () => undefined)).toThrow('11025');
  });

  it('gives back the memory of each call', async () => {
    const engine = await FvadEngine.create({ mode: 3 });
    for (let i = 0; i < 100_000; i++) engine.open(8000, () => undefined).close();
    expect(() => engine.open(8000, () => undefined)).not.toThrow();
  });
});
