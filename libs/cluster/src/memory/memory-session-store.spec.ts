import { VirtualClock, describeContract, sessionStoreChecks } from '@app/testing';
import { MemorySessionStore } from './memory-session-store';

describeContract('A store of calls in memory', sessionStoreChecks, {
  make: async () => {
    const clock = new VirtualClock();
    const store = new MemorySessionStore(clock, { leaseMs: 1000, windowMs: 1000 });
    return { store, elapse: async ms => clock.advance(ms) };
  },
});
