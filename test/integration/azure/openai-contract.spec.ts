import { azureOpenAiReplies, openAiReplies } from '@app/ai';
import { Configuration, ProviderChoice } from '@app/config';
import { systemClock } from '@app/core';
import { describeContract, replyEngineContract } from '@app/testing';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';

describe('Over real HTTP', () => {
  let emulator: AzureEmulator;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: { ...instant, aiTokenMs: 5 } });
    emulator.control.replyBy({
      kind: 'rules',
      rules: [
        { say: 'Thank you for the call, but there is nothing I need today. Please call somebody else.' },
      ],
    });
  });
  afterAll(() => emulator.close());

  const engines = [
    [
      'Azure OpenAI as a reply engine',
      azureOpenAiReplies,
      () => ({
        AZURE_OPENAI_ENDPOINT: emulator.openAiEndpoint,
        AZURE_OPENAI_KEY: 'key',
        AZURE_OPENAI_DEPLOYMENT: 'gpt',
      }),
    ],
    [
      'a compatible server as a reply engine',
      openAiReplies,
      () => ({ OPENAI_BASE_URL: `${emulator.openAiEndpoint}/v1`, OPENAI_MODEL: 'any' }),
    ],
  ] as const;

  for (const [title, descriptor, environment] of engines) {
    describeContract(title, replyEngineContract, {
      async make() {
        emulator.control.forgetLog();
        const configuration = Configuration.load([ProviderChoice, descriptor.settings], environment());
        const create = await descriptor.load();
        const context = { clock: systemClock, phrases: [], warn: () => undefined };
        const engine = await create(configuration.get<never>(descriptor.settings as never), context);
        return {
          engine,
          pass: ms => new Promise(resolve => setTimeout(resolve, ms)),
          held: () =>
            emulator.control.log({ event: 'received' }).length -
            emulator.control.log({ event: 'closed' }).length,
        };
      },
      dispose: ({ engine }) => engine.close(),
    });
  }
});
