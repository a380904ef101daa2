import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigurationError, ServerSettings, describeConfiguration, describeEnvironment } from '@app/config';
import { fragments, loadConfiguration } from './configuration';

const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');

/** What an operator reads when the service does not start. */
function complaint(environment: Record<string, string>): string {
  try {
    loadConfiguration(environment);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).message;
  }
}

describe('The configuration of the service', () => {
  it('is what .env.example lists; to write it anew: npm run env-example', () => {
    expect(example).toBe(describeEnvironment(fragments));
  });

  it('is what docs/configuration.md tells; to write it anew: npm run env-example', () => {
    const page = readFileSync(join(__dirname, '../../../docs/configuration.md'), 'utf8');
    expect(page).toBe(describeConfiguration(fragments));
  });

  it('is valid as .env.example is copied, and as it is without any', () => {
    expect(complaint(parseEnv(example) as Record<string, string>)).toBe('');
    expect(loadConfiguration({}).get(ServerSettings)).toMatchObject({ port: 3002, host: '0.0.0.0' });
  });

  it('takes the variables of the original description, whether they do something yet or not', () => {
    const original = {
      AZURE_SPEECH_KEY: 'your_speech_service_key',
      AZURE_SPEECH_REGION: 'eastus2',
      TARGET_TOTAL_PIPELINE_LATENCY: '800',
      CACHE_ENABLED: 'true',
      CACHE_TTL_STT_RESULTS: '3600',
      CIRCUIT_BREAKER_FAILURE_THRESHOLD: '5',
      PROCESSING_TIMEOUT: '3000',
      MAX_CONCURRENT_PROCESSING: '20',
      ENABLE_PREDICTIVE_CACHING: 'true',
    };
    expect(complaint(original)).toBe('');
  });

  it('names every bad variable and what it wants, never what it was given', () => {
    const text = complaint({ PORT: 'secret-port', VAD_ENGINE: 'secret-ear', EMBEDDED_MAX_CALLS: '-7' });
    expect(text).toContain('PORT: must be a whole number from 0 to 65535');
    expect(text).toContain('VAD_ENGINE: must be one of hybrid');
    expect(text).toContain('EMBEDDED_MAX_CALLS: must be');
    expect(text).not.toMatch(/secret|-7/);
  });

  it('knows its providers by name', () => {
    expect(complaint({ STT_PROVIDER: 'embedded,nobody' })).toContain(
      'STT_PROVIDER: must name providers among embedded',
    );
    expect(complaint({ TTS_PROVIDER: 'simulated', AI_PROVIDER: 'script,simulated' })).toBe('');
  });
});
