import { azureOpenAiReplies } from '@app/ai';
import { Configuration, ProviderChoice } from '@app/config';
import { VoiceError, defaultSettings, noDeadline, systemClock, unhurried } from '@app/core';
import type { CallId, ReplyEngine, ReplyEvent, ReplyRequest } from '@app/core';
import type { AzureEmulator } from '../../../../apps/azure-emulator/src/emulator';

/** The environment for one deployment of an emulator. It waits long, so that a busy machine fails no test. */
export const deployment = (emulator: AzureEmulator, name = 'gpt'): Record<string, string> => ({
  AZURE_OPENAI_ENDPOINT: emulator.openAiEndpoint,
  AZURE_OPENAI_KEY: 'key',
  AZURE_OPENAI_DEPLOYMENT: name,
  AI_FIRST_TOKEN_TIMEOUT: '60000',
  AI_STALL_TIMEOUT: '60000',
});

/** For what only a watch ends. */
export const hasty = { AI_FIRST_TOKEN_TIMEOUT: '300', AI_STALL_TIMEOUT: '300' };

export async function azureMind(
  environment: Record<string, string>,
  warn: (message: string) => void = () => undefined,
): Promise<ReplyEngine> {
  const configuration = Configuration.load([ProviderChoice, azureOpenAiReplies.settings], environment);
  const create = await azureOpenAiReplies.load();
  return create(configuration.get(azureOpenAiReplies.settings), { clock: systemClock, phrases: [], warn });
}

export const hello: ReplyRequest = {
  ...unhurried,
  input: { kind: 'text', text: 'Hello there' },
  turn: 1,
  history: [],
  settings: defaultSettings,
};

/** What came of one reply. */
export interface Told {
  readonly events: readonly ReplyEvent[];
  readonly text: string;
  readonly error: VoiceError | null;
}

/** Asks and reads to the end. @throws whatever is no VoiceError */
export async function tell(
  engine: ReplyEngine,
  change: Partial<ReplyRequest> = {},
  { callId = 'call-1', signal = new AbortController().signal } = {},
): Promise<Told> {
  const events: ReplyEvent[] = [];
  let error: VoiceError | null = null;
  const scope = { callId: callId as CallId, signal, deadline: noDeadline };
  try {
    for await (const event of engine.reply({ ...hello, ...change }, scope)) events.push(event);
  } catch (thrown) {
    if (!(thrown instanceof VoiceError)) throw thrown;
    error = thrown;
  }
  return { events, text: events.map(event => (event.type === 'text' ? event.text : '')).join(''), error };
}

/** Requests the emulator has not finished. */
export function underWay({ control }: AzureEmulator): number {
  const closed = new Set(control.log({ event: 'closed' }).map(({ connection }) => connection));
  return control.log({ event: 'received' }).filter(({ connection }) => !closed.has(connection)).length;
}
