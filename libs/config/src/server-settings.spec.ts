import { Test } from '@nestjs/testing';
import { Configuration, ConfigurationError } from './configuration';
import { ConfigurationModule } from './configuration.module';
import type { Environment } from './configuration';
import { LatencyTargets } from './latency-targets';
import { ProviderChoice } from './provider-choice';
import { ServerSettings } from './server-settings';

const FRAGMENTS = [ServerSettings, LatencyTargets, ProviderChoice];
const load = (environment: Environment): Configuration => Configuration.load(FRAGMENTS, environment);

/** What the original description tells people to put into .env, used by this service yet or not. */
const ORIGINAL = {
  AZURE_SPEECH_KEY: 'your_speech_service_key',
  AZURE_SPEECH_REGION: 'eastus2',
  AZURE_OPENAI_KEY: 'your_openai_key',
  AZURE_OPENAI_ENDPOINT: 'https://your-resource.openai.azure.com/',
  TARGET_TOTAL_PIPELINE_LATENCY: '800',
  TARGET_AUDIO_PREPROCESSING: '50',
  TARGET_SPEECH_TO_TEXT: '200',
  TARGET_AI_GENERATION: '300',
  TARGET_TEXT_TO_SPEECH: '150',
  CACHE_ENABLED: 'true',
  CACHE_TTL_STT_RESULTS: '3600',
  CACHE_TTL_AI_RESPONSES: '900',
  CACHE_TTL_TTS_AUDIO: '7200',
  CIRCUIT_BREAKER_ENABLED: 'true',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '5',
  CIRCUIT_BREAKER_RESET_TIMEOUT: '60000',
  PROCESSING_TIMEOUT: '3000',
  MAX_CONCURRENT_PROCESSING: '20',
  CACHE_PRELOADING_ENABLED: 'true',
  ENABLE_PREDICTIVE_CACHING: 'true',
  CACHE_MAX_SIZE_STT: '2000',
  CACHE_MAX_SIZE_TTS: '200',
  CACHE_MAX_SIZE_AI: '1000',
  DEBUG: 'realtime-processor:*',
  PROFILING_ENABLED: 'true',
  MEMORY_LEAK_DETECTION: 'true',
};

describe('the settings of the service', () => {
  it('have the defaults of the original', () => {
    const server = load({}).get(ServerSettings);
    expect(server).toMatchObject({
      port: 3002,
      host: '0.0.0.0',
      nodeEnv: 'development',
      processingTimeoutMs: 3000,
    });
    expect(load({}).get(LatencyTargets)).toEqual({
      totalPipeline: 800,
      audioPreprocessing: 50,
      speechToText: 200,
      aiGeneration: 300,
      textToSpeech: 150,
    });
    expect(load({}).get(ProviderChoice)).toEqual({ stt: null, ai: null, tts: null });
  });

  it('accept every variable of the original description without complaint', () => {
    const configuration = load(ORIGINAL);
    expect(configuration.get(ServerSettings).maxConcurrentProcessing).toBe(20);
    expect(configuration.get(LatencyTargets).totalPipeline).toBe(800);
  });

  it('read a chain of providers', () => {
    const choice = load({ STT_PROVIDER: 'azure, embedded', AI_PROVIDER: 'script' }).get(ProviderChoice);
    expect(choice).toEqual({ stt: ['azure', 'embedded'], ai: ['script'], tts: null });
  });

  it('know production', () => {
    expect(load({ NODE_ENV: 'production' }).get(ServerSettings).production).toBe(true);
    expect(load({ NODE_ENV: 'test' }).get(ServerSettings).production).toBe(false);
  });

  it.each([
    ['PORT', 'abc', 'must be a whole number from 0 to 65535'],
    ['PORT', '70000', 'must be a whole number from 0 to 65535'],
    ['NODE_ENV', 'staging', 'must be development, production or test'],
    ['MAX_CONNECTIONS', '0', 'must be a whole number from 1 to 100000'],
    ['IDLE_TIMEOUT_MS', '-1', 'must be a whole number from 1000 to 3600000 ms'],
    ['MAX_CONCURRENT_PROCESSING', 'many', 'must be a whole number from 1 to 10000 or auto'],
    ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['TARGET_AI_GENERATION', 'soon', 'must be a number of milliseconds from 1 to 60000'],
    ['TTS_PROVIDER', 'Azure!', 'must be provider names separated by commas'],
    ['TTS_PROVIDER', ',', 'must name at least one provider'],
  ])('refuse %s=%s', (name, value, wants) => {
    expect(() => load({ [name]: value })).toThrow(new ConfigurationError([`${name}: ${wants}`]));
  });

  it('take auto and a number for MAX_CONCURRENT_PROCESSING', () => {
    expect(load({ MAX_CONCURRENT_PROCESSING: 'auto' }).get(ServerSettings).maxConcurrentProcessing).toBe(
      'auto',
    );
    expect(load({ MAX_CONCURRENT_PROCESSING: '4' }).get(ServerSettings).maxConcurrentProcessing).toBe(4);
  });

  it('are injected by their class', async () => {
    const module = await Test.createTestingModule({
      imports: [ConfigurationModule.forRoot(load({ PORT: '4000' }))],
    }).compile();
    expect(module.get(ServerSettings).port).toBe(4000);
    expect(module.get(Configuration).get(LatencyTargets)).toBe(module.get(LatencyTargets));
  });
});
