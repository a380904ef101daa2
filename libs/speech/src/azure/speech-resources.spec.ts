import { ProviderError } from '@app/core';
import type { ProviderFault } from '@app/core';
import { VirtualClock } from '@app/testing';
import { readResources } from './speech-resource';
import { SpeechResources } from './speech-resources';

const east = { key: 'k1', region: 'eastus', weight: 2 };
const west = { key: 'k2', region: 'westus' };

describe('Resources of Azure Speech', () => {
  let clock: VirtualClock;
  beforeEach(() => {
    clock = new VirtualClock();
  });

  const make = (...entries: object[]): SpeechResources =>
    new SpeechResources(readResources(entries), clock, () => 0);
  const failure = (fault: ProviderFault, retryAfterMs?: number): ProviderError =>
    new ProviderError('azure', fault, 'as ordered', retryAfterMs === undefined ? {} : { retryAfterMs });
  const names = (resources: SpeechResources, count: number): (string | undefined)[] =>
    Array.from({ length: count }, () => resources.lease()?.resource.name);

  it('share the load by their weights', () => {
    const taken = names(make(east, west), 6);
    expect(taken.filter(name => name === 'eastus')).toHaveLength(4);
    expect(taken.filter(name => name === 'westus')).toHaveLength(2);
  });

  it('take no more than they may, and what is given back once', () => {
    const resources = make({ ...west, maxConcurrent: 1 });
    const lease = resources.lease();
    expect(resources.lease()).toBeNull();
    expect(resources.retryInMs).toBe(Number.POSITIVE_INFINITY);
    lease?.release();
    lease?.release();
    expect(names(resources, 2)).toEqual(['westus', undefined]);
  });

  it('rest when they fail, longer each time, and are well again after one success', () => {
    const resources = make(west);
    const rests = [1, 2, 3].map(() => {
      resources.lease()?.failed(failure('transient'));
      const { retryInMs } = resources;
      clock.advance(retryInMs);
      return retryInMs;
    });
    expect(rests).toEqual([125, 250, 500]);
    resources.lease()?.succeeded();
    resources.lease()?.failed(failure('transient'));
    expect(resources.retryInMs).toBe(125);
  });

  it('rest as long as the service asks for, long with a wrong key, and not for a bad request', () => {
    const resources = make(west);
    resources.lease()?.failed(failure('protocol'));
    expect(resources.retryInMs).toBe(0);
    resources.lease()?.failed(failure('quota', 7_000));
    expect(resources.retryInMs).toBe(7_000);
    clock.advance(7_000);
    resources.lease()?.failed(failure('auth'));
    expect(resources.retryInMs).toBe(60_000);
  });

  it('stand in for one another', () => {
    const resources = make(east, west);
    resources.lease()?.failed(failure('transient'));
    expect(names(resources, 3)).toEqual(['westus', 'westus', 'westus']);
    expect(resources.health()).toEqual({ status: 'degraded', reason: 'eastus: transient' });
    resources.lease()?.failed(failure('quota'));
    expect(resources.lease()).toBeNull();
    expect(resources.health().status).toBe('down');
  });

  it('avoid the one that just failed a call, where there is another', () => {
    expect(make(east, west).lease('eastus')?.resource.name).toBe('westus');
    expect(make(east).lease('eastus')?.resource.name).toBe('eastus');
  });

  it('change keys without a restart: what was opened with the old one is not used again', () => {
    const resources = make(east, west);
    const leases = [resources.lease(), resources.lease(), resources.lease()];
    resources.lease()?.failed(failure('auth'));
    resources.replace(readResources([{ ...east, key: 'new' }, west]));
    expect(leases.map(lease => [lease?.resource.name, lease?.current])).toEqual([
      ['eastus', false],
      ['westus', true],
      ['eastus', false],
    ]);
    expect(resources.lease()?.resource.key).toBe('new');
  });
});
