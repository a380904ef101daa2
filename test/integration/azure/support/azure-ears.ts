import { Configuration, ProviderChoice } from '@app/config';
import type { Clock, SpeechToText } from '@app/core';
import { systemClock } from '@app/core';
import { azureStt } from '@app/speech';
import type { AzureEmulator } from '../../../../apps/azure-emulator/src/emulator';

export interface EarsWanted {
  readonly clock?: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  readonly phrases?: readonly string[];
  readonly warn?: (message: string) => void;
}

/** The recogniser as the service makes it from its environment, listening by the emulator. */
export async function azureEars(emulator: AzureEmulator, wanted: EarsWanted = {}): Promise<SpeechToText> {
  const configuration = Configuration.load([ProviderChoice, azureStt.settings], {
    AZURE_SPEECH_KEY: 'key',
    AZURE_SPEECH_ENDPOINT: emulator.speechHost,
    AZURE_STT_WARM: '0',
    ...wanted.environment,
  });
  const create = await azureStt.load();
  return create(configuration.get(azureStt.settings), {
    clock: wanted.clock ?? systemClock,
    phrases: wanted.phrases ?? [],
    warn: wanted.warn ?? (() => undefined),
  });
}
