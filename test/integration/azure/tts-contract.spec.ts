import { describeContract, textToSpeechContract } from '@app/testing';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { azureMouths, patient } from './support/azure-mouths';

describe.each([
  ['each text on a connection of its own', '0'],
  ['connections that are open already', '3'],
])('Over real sockets, %s', (_, AZURE_SPEECH_POOL_MIN) => {
  let emulator: AzureEmulator;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant });
  });
  afterAll(() => emulator.close());

  describeContract("Azure Speech's voice", textToSpeechContract, {
    make: () => azureMouths(emulator, { environment: { ...patient, AZURE_SPEECH_POOL_MIN } }),
    dispose: tts => tts.close(),
  });
});
