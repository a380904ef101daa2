import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallId } from '@app/core';
import { Faults } from '@app/telemetry';
import type { CallFile } from '@app/telemetry';
import { Service } from '../../e2e/support/service';
import { Collector } from './support/collector';
import { KeptLog } from './support/kept-log';
import type { LogLine } from './support/kept-log';

const SIMULATED = { STT_PROVIDER: 'simulated', AI_PROVIDER: 'simulated', TTS_PROVIDER: 'simulated' };

describe('A line of the log that names a call', () => {
  const log = new KeptLog();
  let collector: Collector;
  let directory: string;

  beforeAll(async () => {
    collector = await new Collector().start();
    directory = mkdtempSync(join(tmpdir(), 'calls-'));
    const service = await Service.start(
      {
        ...SIMULATED,
        LOG_LEVEL: 'info',
        DEBUG: 'realtime-processor:call',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        CALL_LOG_DIR: directory,
      },
      undefined,
      log,
    );
    const call = await service.call({ callId: 'told' });
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text('what time do you open');
    await completed;
    await call.end();
    await fail(service);
    await nameLate(service);
    await service.stop();
  });

  /** A call whose only turn cannot be answered. */
  const fail = async (service: Service): Promise<void> => {
    const call = await service.call({ callId: 'ill' });
    const fault = { stage: 'ai_generation', kind: 'fail', delayMs: 0 } as const;
    service.app.get(Faults).order('ill' as CallId, [fault]);
    const problem = call.next('error');
    call.text('what time do you open');
    await problem;
    await call.end();
  };

  /** A call as the first clients open it: its name comes with its first message. */
  const nameLate = async (service: Service): Promise<void> => {
    const call = await service.call();
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.send({ type: 'text_input', callId: 'named-late', text: 'what time do you open' });
    await completed;
    await call.end();
  };

  afterAll(async () => {
    await collector.stop();
    rmSync(directory, { recursive: true });
  });

  const linesOf = (name: string): LogLine[] => log.lines.filter(({ callId }) => callId === name);
  const ofTheCall = (): LogLine[] => linesOf('told');
  const traceOf = (name: string): string =>
    collector.named('call').find(({ attributes }) => attributes['call.id'] === name)!.traceId;

  it('has the trace of the call beside it', () => {
    const during = ofTheCall();
    expect(during.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['stage', 'first audio', 'turn ended', 'call ended']),
    );
    for (const { traceId } of during) expect(traceId).toBe(traceOf('told'));
  });

  it('has the turn beside it that goes on, before anything of its reply is heard', () => {
    const stages = ofTheCall().filter(({ msg }) => msg === 'stage');
    expect(stages.map(({ stage, turnId }) => [stage, turnId])).toContainEqual(['ai_generation', 'told:1']);
  });

  it('says how the call ended, and how long it was', () => {
    const [ended] = ofTheCall().filter(({ msg }) => msg === 'call ended');
    expect(ended).toMatchObject({ reason: 'caller', turns: 1, durationMs: expect.any(Number) });
  });

  it('warns of a turn that fails, and of which', () => {
    const problems = linesOf('ill').filter(({ level }) => level === 40);
    expect(problems[0]).toMatchObject({
      msg: 'problem',
      code: 'provider_transient',
      turnId: 'ill:1',
      traceId: traceOf('ill'),
    });
  });

  it('goes by the name that came with the first message, as do the trace, the file and the turns of the call', () => {
    const [named] = linesOf('named-late').filter(({ msg }) => msg === 'call named');
    expect(named).toMatchObject({ was: expect.stringMatching(/^call-/), traceId: traceOf('named-late') });
    expect(linesOf(String(named!['was'])).map(({ msg }) => msg)).toEqual(['call started']);
    const turn = { callId: 'named-late', turnId: 'named-late:1', traceId: traceOf('named-late') };
    for (const msg of ['turn began', 'first audio', 'turn ended'])
      expect(log.lines).toContainEqual(expect.objectContaining({ ...turn, msg }));
    expect(linesOf('named-late').at(-1)).toMatchObject({
      msg: 'call ended',
      traceId: traceOf('named-late'),
    });
    const [path] = readdirSync(directory).filter(file => file.includes('-named-late-'));
    const { callId, turns } = JSON.parse(readFileSync(join(directory, path!), 'utf8')) as CallFile;
    expect([callId, turns.map(({ turnId }) => turnId)]).toEqual(['named-late', ['named-late:1']]);
  });

  it('holds no word of what was said', () => {
    expect(JSON.stringify(log.lines)).not.toContain('what time do you open');
  });
});
