import { defaultSettings } from '@app/core';
import { startHearing } from '../turn/heard';
import { endpointingNames, endpointingStrategies } from './strategies';

describe.each(endpointingNames)('Endpointing chosen as %s', name => {
  const strategy = endpointingStrategies[name](700);

  it('bears the name it is chosen by', () => {
    expect(strategy.name).toBe(name);
  });

  it('waits as long as it was told when nothing is known', () => {
    expect(strategy.open().decide(startHearing(0, 0), defaultSettings).silenceMs).toBe(700);
  });
});
