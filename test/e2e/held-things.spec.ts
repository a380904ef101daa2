import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldThings } from '../../apps/realtime-processor/src/observability/held-things';
import { Service, eventually } from './support/service';

/** What MEMORY_LEAK_DETECTION can name: nothing of a call is left of it when it has ended. */
describe('What is held because of a call', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calls-'));
  let service: Service;

  beforeAll(async () => {
    service = await Service.start({ MEMORY_LEAK_DETECTION: 'true', CALL_LOG_DIR: folder });
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  it('is counted while it lives, and gone with it; what was said stays in the cache', async () => {
    const held = service.app.get(HeldThings);
    const none = { 'live calls': 0, 'turns in progress': 0, sessions: 0, 'followed calls': 0 };
    expect(held.counts()).toEqual({ ...none, 'cached entries': 0 });
    const call = await service.call();
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text('is this a norwegian blue');
    await completed;
    expect(held.counts()).toMatchObject({ 'live calls': 1, sessions: 1, 'followed calls': 1 });
    expect(held.counts()['cached entries']).toBeGreaterThan(0);
    await call.end();
    await eventually('the call is gone', () => held.counts()['live calls'] === 0);
    expect(held.counts()).toMatchObject(none);
  });
});
