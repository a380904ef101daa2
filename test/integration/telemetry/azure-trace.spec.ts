import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { Service } from '../../e2e/support/service';
import { deployment } from '../azure/support/chat-engine';
import { Collector } from './support/collector';

describe('The trace of a call that Azure OpenAI answers', () => {
  let collector: Collector;
  let emulator: AzureEmulator;

  beforeAll(async () => {
    collector = await new Collector().start();
    emulator = await AzureEmulator.start({
      voice: 'silence',
      settings: instant,
      keys: ['key'],
      deployments: ['gpt'],
    });
  });

  afterAll(async () => {
    await collector.stop();
    await emulator.close();
  });

  it('names service, deployment and model in the words of the conventions', async () => {
    const service = await Service.start({
      ...deployment(emulator),
      STT_PROVIDER: 'simulated',
      AI_PROVIDER: 'azure-openai',
      TTS_PROVIDER: 'simulated',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    const call = await service.call({ callId: 'by-azure' });
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text('hello there');
    await completed;
    await call.end();
    await service.stop();
    const [asked] = collector.named('chat gpt');
    expect(asked?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'azure.ai.openai',
      'gen_ai.conversation.id': 'by-azure',
      'gen_ai.request.model': 'gpt',
      'gen_ai.request.max_tokens': 300,
      'gen_ai.response.model': expect.any(String),
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.output_tokens': expect.any(Number),
      'server.address': new URL(emulator.openAiEndpoint).hostname,
    });
    expect(asked?.attributes).not.toHaveProperty('gen_ai.request.temperature');
  });
});
