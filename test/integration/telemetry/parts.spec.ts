import { Service } from '../../e2e/support/service';
import { KeptLog } from './support/kept-log';
import type { LogLine } from './support/kept-log';
import { StandIn } from './support/stand-in';

const filtered = JSON.stringify({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: {}, finish_reason: 'content_filter' }],
});

describe('What parts of the service tell', () => {
  const log = new KeptLog();

  beforeAll(async () => {
    const provider = await StandIn.start((_request, body, response) => {
      if (!body.includes('say something else')) response.writeHead(500).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end(`data: ${filtered}\n\ndata: [DONE]\n\n`);
    });
    const service = await Service.start(
      {
        STT_PROVIDER: 'simulated',
        AI_PROVIDER: 'openai,simulated',
        OPENAI_BASE_URL: `${provider.url}/v1`,
        OPENAI_MODEL: 'm',
        TTS_PROVIDER: 'simulated',
        LOG_LEVEL: 'info',
        DEBUG: 'realtime-processor:*',
      },
      undefined,
      log,
    );
    const call = await service.call({ callId: 'told' });
    for (const text of ['hello', 'say something else']) {
      const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
      call.text(text);
      await completed;
    }
    await call.end();
    await service.stop();
    await provider.stop();
  });

  const toldBy = (part: string): readonly LogLine[] => log.lines.filter(({ context }) => context === part);

  it('a provider that fails is warned of, with its call and turn, and who stands in', () => {
    const about = { callId: 'told', turnId: 'told:1' };
    expect(toldBy('provider')).toContainEqual(
      expect.objectContaining({
        ...about,
        level: 40,
        msg: 'a provider failed',
        provider: 'ai:openai',
        code: 'provider_transient',
      }),
    );
    expect(toldBy('provider')).toContainEqual(
      expect.objectContaining({ ...about, msg: 'another stands in', from: 'ai:openai', to: 'ai:simulated' }),
    );
  });

  it('what a provider warns of in a turn names the call and the turn', () => {
    const warned = toldBy('Providers').filter(({ msg }) => String(msg).includes('filtered'));
    expect(warned).toEqual([expect.objectContaining({ callId: 'told', turnId: 'told:2', level: 40 })]);
  });

  it.each([
    ['call', 'turn ended'],
    ['provider', 'a provider was asked'],
    ['cache', 'miss'],
    ['media', 'connection opened'],
    ['media', 'connection closed'],
    ['session', 'session taken'],
  ])('%s: %s', (part, msg) => {
    expect(toldBy(part)).toContainEqual(expect.objectContaining({ msg, level: 20 }));
  });

  it('no word of what was said', () => {
    expect(JSON.stringify(log.lines)).not.toContain('something else');
  });
});
