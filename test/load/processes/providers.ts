import { EmulatorProcess } from '../../performance/azure/emulator-process';

/** What recognises, answers and speaks while the service is measured. */
export const providerNames = ['simulated', 'azure'] as const;
export type ProviderName = (typeof providerNames)[number];

/** Words that need no more, so that they are waited for as briefly as any. */
const HEARD = 'i would like to make an appointment for next week';
const ANSWER = 'Certainly. Which day would suit you?';

/** The delays of the standard run, ms. */
export const STT_FINAL_MS = 200;
export const FIRST_TOKEN_MS = 300;
export const FIRST_SOUND_MS = 150;
/** From the words to the first sound: what nobody but the providers can make shorter. */
export const REPLY_MS = FIRST_TOKEN_MS + FIRST_SOUND_MS;

export interface Providers {
  /** What points the service at them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where they are a process of their own. */
  readonly emulator: EmulatorProcess | null;
  stop(): Promise<void>;
}

export const simulatedEars: Readonly<Record<string, string>> = {
  STT_PROVIDER: 'simulated',
  SIMULATED_STT_FINAL_MS: String(STT_FINAL_MS),
  SIMULATED_STT_TEXT: HEARD,
};

/** The service's own stand-ins, in its process: they only wait. */
const simulated: Providers = {
  environment: {
    ...simulatedEars,
    AI_PROVIDER: 'simulated',
    TTS_PROVIDER: 'simulated',
    SIMULATED_AI_FIRST_TOKEN_MS: String(FIRST_TOKEN_MS),
    SIMULATED_TTS_FIRST_MS: String(FIRST_SOUND_MS),
    SIMULATED_AI_TEXT: ANSWER,
  },
  emulator: null,
  stop: async () => undefined,
};

/** The SDKs of Azure, with the emulator on the driver's core. */
async function azure(): Promise<Providers> {
  const delays = [
    '--stt-final-ms',
    STT_FINAL_MS,
    '--ai-first-ms',
    FIRST_TOKEN_MS,
    '--tts-first-ms',
    FIRST_SOUND_MS,
  ];
  const emulator = await EmulatorProcess.start(
    '--recognizer',
    'fixtures',
    '--voice',
    'silence',
    ...delays.map(String),
  );
  await emulator.put('/fixtures', [{ text: HEARD }]);
  await emulator.put('/replies', { rules: [{ say: ANSWER }] });
  return {
    environment: {
      ...emulator.environment,
      STT_PROVIDER: 'azure',
      AI_PROVIDER: 'azure-openai',
      TTS_PROVIDER: 'azure',
    },
    emulator,
    stop: () => emulator.stop(),
  };
}

/** @throws where the emulator does not come up */
export const startProviders = (name: ProviderName): Promise<Providers> =>
  name === 'azure' ? azure() : Promise.resolve(simulated);
