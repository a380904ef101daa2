import { systemClock } from '@app/core';
import { Configuration, ProviderChoice } from '@app/config';
import { azureStt } from '@app/speech';
import { describeContract, speechToTextContract } from '@app/testing';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { Fingerprint } from '../../../apps/azure-emulator/src/speech-to-text/fingerprint';

const RATE = 16_000;

const hum = (ms: number, hz: number): Int16Array =>
  Int16Array.from({ length: (ms * RATE) / 1000 }, (_, i) => 6000 * Math.sin((2 * Math.PI * hz * i) / RATE));

const sayings = [
  { pcm: hum(900, 310), text: 'Where is my parcel?' },
  { pcm: hum(1200, 470), text: 'I would like to speak to somebody.' },
] as const;

describe.each([
  ['the first version of the protocol', ''],
  ['the second version', '/stt/speech/universal/v2'],
])('Over real sockets, in %s', (_, path) => {
  let emulator: AzureEmulator;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
    const digest = (pcm: Int16Array): string => new Fingerprint(RATE).add(pcm) ?? '';
    emulator.control.useFixtures(sayings.map(({ pcm, text }) => ({ digest: digest(pcm), text })));
  });
  afterAll(() => emulator.close());

  describeContract("Azure Speech's recogniser", speechToTextContract, {
    async make() {
      const environment = { AZURE_SPEECH_KEY: 'key', AZURE_SPEECH_ENDPOINT: emulator.speechHost + path };
      const configuration = Configuration.load([ProviderChoice, azureStt.settings], environment);
      const create = await azureStt.load();
      const context = { clock: systemClock, phrases: ['my parcel'], warn: () => undefined };
      return { stt: await create(configuration.get(azureStt.settings), context), sayings };
    },
    dispose: ({ stt }) => stt.close(),
  });
});
