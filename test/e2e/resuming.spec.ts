import { ConnectionRefused, ResumingCall } from '@app/client';
import type { CallClient } from '@app/client';
import { Service, eventually } from './support/service';

const options = { token: 'valid_ann_any', audio: 'pcm16' as const };

/** The next session of a call. */
const resumed = (call: ResumingCall): Promise<ResumingCall['session']> =>
  new Promise(resolve => call.on('resumed', resolve));

/** Seldom enough for the limit on how often a user may call. */
const AGAIN_MS = 100;

/** Tries again until the call is taken. @throws what else it is refused for than its name */
async function untilTaken(open: () => Promise<CallClient>): Promise<CallClient> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof ConnectionRefused) || error.code !== 'duplicate_call') throw error;
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
  }
}

describe('A lost connection', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ STT_PROVIDER: 'simulated', RESUME_WINDOW_MS: '2000' });
  });
  afterAll(() => service.stop());

  it('keeps its call, which goes on with its settings and its counts, and no second greeting', async () => {
    const call = await ResumingCall.open(service.ws, options);
    const greeted = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.update({ greeting: 'Hello.', profile: { owner: 'Ada' } });
    await greeted;
    const answered = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text('hello');
    await answered;
    const back = resumed(call);
    call.vanish();
    expect((await back).resumed).toBe(true);
    const updated = call.next('session_updated');
    call.update({ interruptible: true });
    expect((await updated).data.settings).toMatchObject({ profile: { owner: 'Ada' }, greeting: 'Hello.' });
    const ended = call.next('session_ended');
    await call.end();
    expect((await ended).data.report.turns).toBe(1);
  });

  it('loses nothing that was said while there was none', async () => {
    const call = await ResumingCall.open(service.ws, options);
    const answered = call.next('ai_response');
    call.vanish();
    call.text('hello');
    await answered;
    expect(call.session.resumed).toBe(true);
    await call.end();
  });

  it('many times over, each time with the token of the last', async () => {
    const call = await ResumingCall.open(service.ws, options);
    const tokens = new Set([call.session.resumeToken]);
    for (let i = 0; i < 5; i++) {
      const back = resumed(call);
      call.vanish();
      tokens.add((await back).resumeToken);
    }
    expect(tokens.size).toBe(6);
    await call.end();
    await eventually('nothing is left of it', () => service.registry.live.size === 0);
  });

  it('keeps its call no longer than the window', async () => {
    const call = await service.call({ callId: 'kept' });
    const resume = call.session.resumeToken!;
    call.vanish();
    // While it is kept its name is refused to others.
    const other = await untilTaken(() => service.call({ callId: 'kept', token: 'valid_bob_any' }));
    await expect(service.call({ resume })).rejects.toMatchObject({ status: 409, code: 'resume_refused' });
    await other.end();
  });

  it('leaves its name to its user, who may begin anew, and to nobody else', async () => {
    const call = await service.call({ callId: 'mine' });
    call.vanish();
    await eventually('it is noticed', () => service.registry.live.size === 0);
    const other = service.call({ callId: 'mine', token: 'valid_bob_any' });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'duplicate_call' });
    const again = await service.call({ callId: 'mine' });
    expect(again.session.resumed).toBe(false);
    await again.end();
  });

  it('has no call to keep where it was ended, or where nothing is kept', async () => {
    const call = await service.call();
    await call.end();
    const gone = service.call({ resume: call.session.resumeToken! });
    await expect(gone).rejects.toBeInstanceOf(ConnectionRefused);
    const forgetful = await Service.start({ STT_PROVIDER: 'simulated', RESUME_WINDOW_MS: '0' });
    const brief = await forgetful.call();
    expect(brief.session.resumeToken).toBeNull();
    await forgetful.stop();
  });
});
