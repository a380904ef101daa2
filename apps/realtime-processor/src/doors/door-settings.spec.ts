import { Configuration, ConfigurationError } from '@app/config';
import type { Environment } from '@app/config';
import { DoorSettings } from './door-settings';

const load = (environment: Environment): DoorSettings =>
  Configuration.load([DoorSettings], environment).get(DoorSettings);

const problemsOf = (environment: Environment): readonly string[] => {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe('DoorSettings', () => {
  it.each([
    [undefined, false],
    ['false', false],
    ['true', 1],
    ['2', 2],
    ['0', 0],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['loopback, 192.168.1.7, fd00::/8', ['loopback', '192.168.1.7', 'fd00::/8']],
  ])('TRUST_PROXY=%s is %j to express', (text, proxies) => {
    expect(load({ TRUST_PROXY: text }).proxies).toEqual(proxies);
  });

  it.each(['everybody', '10.0.0.0/33', '::1/129', '1,2', 'true,10.0.0.1', '-1'])(
    'TRUST_PROXY=%s stops the start',
    text => {
      expect(problemsOf({ TRUST_PROXY: text })).toHaveLength(1);
    },
  );

  it.each(['voice.test', 'https://voice.test/', 'https://voice.test/path', 'ftp://voice.test', 'null'])(
    'the origin %s is none',
    text => {
      expect(problemsOf({ CORS_ORIGINS: text })).toEqual([
        'CORS_ORIGINS: must be origins such as https://console.example.com, or *',
      ]);
    },
  );

  it('a certificate needs its key', () => {
    expect(problemsOf({ TLS_KEY_FILE: '/tls.key' })).toEqual([
      'TLS_CERT_FILE: must be set together with TLS_KEY_FILE',
    ]);
  });
});
