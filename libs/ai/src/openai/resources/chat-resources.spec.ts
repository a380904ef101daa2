import { ProviderError } from '@app/core';
import type { CallId, ProviderFault } from '@app/core';
import { VirtualClock } from '@app/testing';
import type { ChatResource } from './chat-resource';
import { ChatResources } from './chat-resources';

const resource = (name: string, weight = 1, key = 'k'): ChatResource => ({
  name,
  model: name,
  server: { address: name, port: 443 },
  weight,
  identity: `${name} ${key}`,
  stream: () => Promise.reject(new Error('nobody asks')),
  probe: () => Promise.reject(new Error('nobody asks')),
});
const call = (n: number): CallId => `call-${n}` as CallId;
const failure = (fault: ProviderFault, retryAfterMs?: number): ProviderError =>
  new ProviderError('azure-openai', fault, 'as ordered', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('Resources of a chat service', () => {
  const [east, west] = [resource('east', 3), resource('west', 1)];
  let clock: VirtualClock;
  let resources: ChatResources;
  beforeEach(() => {
    clock = new VirtualClock();
    resources = new ChatResources([east, west], clock, () => 0);
  });
  const order = (n = 1): string[] => resources.inOrder(call(n)).map(({ name }) => name);

  const refusal = (): unknown => {
    try {
      return order();
    } catch (error) {
      return error;
    }
  };

  it('keep their calls, and share them by weight', () => {
    expect(order(7)).toEqual(order(7));
    const first = Array.from({ length: 1000 }, (_, n) => order(n)[0]);
    const share = first.filter(name => name === 'east').length / first.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });

  it('are left alone as long as they ask for, and told of where nobody else is left', () => {
    resources.failed(east, failure('quota', 7_000));
    expect(order()).toEqual(['west']);
    resources.failed(west, failure('auth'));
    clock.advance(1_000);
    expect(refusal()).toMatchObject({ code: 'provider_quota', retryAfterMs: 6_000 });
    expect(resources.health().status).toBe('down');
    clock.advance(6_000);
    expect(order()).toEqual(['east']);
    expect(resources.health()).toMatchObject({ status: 'degraded', reason: 'west: provider_auth' });
  });

  it('are not down while one of them is still asked, though all of them failed', () => {
    resources.failed(east, failure('transient'));
    resources.failed(west, failure('auth'));
    expect(order()).toEqual(['east']);
    expect(resources.health()).toEqual({
      status: 'degraded',
      reason: 'east: provider_transient; west: provider_auth',
    });
    resources.failed(east, failure('quota'));
    expect(refusal()).toBeInstanceOf(ProviderError);
    expect(resources.health().status).toBe('down');
  });

  it('that broke down are the last choice, and better than none', () => {
    const [first, second] = order() as [string, string];
    resources.failed(first === 'east' ? east : west, failure('transient'));
    expect(order()).toEqual([second, first]);
    clock.advance(125);
    expect(order()).toEqual([first, second]);
  });

  it('rest longer each time they fail in a row, until they answer', () => {
    const rests = [1, 2, 3].map(() => {
      resources.failed(east, failure('timeout'));
      let ms = 0;
      for (; resources.health().status !== 'up'; ms += 25) clock.advance(25);
      return ms;
    });
    expect(rests).toEqual([125, 250, 500]);
    resources.succeeded(east);
    resources.failed(east, failure('timeout'));
    clock.advance(125);
    expect(resources.health().status).toBe('up');
  });

  it('are not blamed for a bad request', () => {
    resources.failed(east, failure('protocol'));
    expect(resources.health().status).toBe('up');
  });

  it('can be replaced: who stays the same keeps its standing, another key is another chance', () => {
    resources.failed(east, failure('auth'));
    resources.failed(west, failure('auth'));
    resources.replace([resource('east', 3), resource('west', 1, 'rotated')]);
    expect(order()).toEqual(['west']);
    resources.failed(west, failure('auth'));
    expect(order()).toEqual(['west']);
  });
});
