import { azureOpenAiReplies, scriptReplies } from '@app/ai';
import { Configuration, ProviderChoice } from '@app/config';
import { systemClock } from '@app/core';
import type { ReplyEngine } from '@app/core';
import { GuardedReplyEngine } from '@app/resilience';
import type { AzureEmulator } from '../../../../../apps/azure-emulator/src/emulator';
import { tell } from '../chat-engine';
import type { SteppedClock } from '../stepped-clock';
import type { Outcome, Rig } from './outcome';
import { share } from './outcome';
import { WatchedChain } from './watched-chain';

const WORDS = 'Thank you for calling, but there is nothing we need today.';

/** A turn of a caller, answered by Azure OpenAI and, behind it, the script. */
export class ChatRig implements Rig {
  readonly service = 'chat';
  readonly longestMs = 30_000;

  private constructor(
    private readonly emulator: AzureEmulator,
    private readonly clock: SteppedClock,
    private readonly script: ReplyEngine,
  ) {}

  static async start(emulator: AzureEmulator, clock: SteppedClock): Promise<ChatRig> {
    const make = await scriptReplies.load();
    const context = { clock: systemClock, phrases: [], warn: () => undefined };
    return new ChatRig(emulator, clock, await make(new scriptReplies.settings(), context));
  }

  async run(standIn: boolean): Promise<Outcome> {
    const { clock, emulator } = this;
    emulator.control.replyBy({ kind: 'rules', rules: [{ say: WORDS }] });
    const azure = await azureReplies(emulator, clock);
    const providers: [ReplyEngine, ...ReplyEngine[]] = standIn ? [azure, this.script] : [azure];
    const { chain, counted } = new WatchedChain('ai', providers, clock, this.longestMs);
    const begunAt = clock.now();
    const { events, text, error } = await tell(new GuardedReplyEngine(chain));
    const ms = clock.now() - begunAt;
    const polite = events.some(event => event.type === 'text' && event.source === 'fallback');
    const fromScript = events.some(event => event.type === 'text' && event.source === 'script');
    const own = events.flatMap(event =>
      event.type === 'text' && event.source === 'model' ? [event.text] : [],
    );
    const heard = [
      own.length > 0 || text === '' ? share(wordsOf(own.join('')), wordsOf(WORDS)) : '',
      polite ? 'a polite line' : '',
      fromScript ? 'an answer of the script' : '',
    ];
    await azure.close();
    return { heard: heard.filter(each => each !== '').join(', then '), error, counted, ms };
  }

  close(): Promise<void> {
    return this.script.close();
  }
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(word => word !== '');

async function azureReplies(emulator: AzureEmulator, clock: SteppedClock): Promise<ReplyEngine> {
  const { settings } = azureOpenAiReplies;
  const configuration = Configuration.load([ProviderChoice, settings], {
    AZURE_OPENAI_ENDPOINT: emulator.openAiEndpoint,
    AZURE_OPENAI_KEY: 'key',
    AZURE_OPENAI_DEPLOYMENT: 'gpt',
  });
  const make = await azureOpenAiReplies.load();
  return make(configuration.get(settings), { clock, phrases: [], warn: () => undefined });
}
