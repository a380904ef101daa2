import { VirtualClock } from '@app/testing';
import { LastMinute, QuotaAccount } from './provider-quotas';

describe('The quota of a provider', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  const unlimited = { concurrentCalls: Infinity, callsPerMinute: Infinity, tokensPerMinute: Infinity };

  it('is for a minute that goes along with the time', () => {
    const used = new LastMinute(clock);
    used.add(3);
    clock.advance(30_000);
    used.add(4);
    expect(used.sum).toBe(7);
    expect(used.eases).toBe(30_000);
    clock.advance(30_000);
    expect(used.sum).toBe(4);
    clock.advance(3_600_000);
    expect([used.sum, used.eases]).toEqual([0, 0]);
  });

  it('of calls refuses the one too many, and says when to come again', () => {
    const account = new QuotaAccount('azure', { ...unlimited, callsPerMinute: 2 }, clock);
    account.callBegan();
    clock.advance(20_000);
    account.callBegan();
    expect(account.refusal()).toEqual({
      message: "the minute's new calls of azure are used up",
      retryAfterMs: 40_000,
    });
    clock.advance(40_000);
    expect(account.refusal()).toBeNull();
  });

  it('of tokens refuses calls while they are used up', () => {
    const account = new QuotaAccount('azure-openai', { ...unlimited, tokensPerMinute: 1000 }, clock);
    account.used(999);
    expect(account.refusal()).toBeNull();
    account.used(1);
    expect(account.refusal()?.message).toContain('tokens of azure-openai');
  });

  it('is none where nothing was said', () => {
    const account = new QuotaAccount('azure', unlimited, clock);
    for (let i = 0; i < 10_000; i++) account.callBegan();
    expect(account.refusal()).toBeNull();
  });
});
