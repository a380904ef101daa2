import { CancelledError, DeadlineError, ProviderError, VoiceError, toVoiceError } from './errors';
import type { ProviderFault } from './errors';

describe('ProviderError', () => {
  it.each<[ProviderFault, boolean]>([
    ['auth', false],
    ['protocol', false],
    ['unsupported', false],
    ['unavailable', false],
    ['quota', true],
    ['busy', true],
    ['transient', true],
    ['timeout', true],
  ])('%s: retryable is %p', (fault, retryable) => {
    const error = new ProviderError('azure', fault, 'x');
    expect(error).toMatchObject({
      code: `provider_${fault}`,
      retryable,
      provider: 'azure',
      retryAfterMs: null,
    });
  });

  it('keeps how long to wait, and its cause', () => {
    const cause = new Error('429');
    const error = new ProviderError('azure', 'quota', 'slow down', { retryAfterMs: 1500, cause });
    expect(error.retryAfterMs).toBe(1500);
    expect(error.cause).toBe(cause);
  });
});

describe('VoiceError', () => {
  it('is named after its class, so that a log line tells which', () => {
    expect(String(new DeadlineError('late'))).toBe('DeadlineError: late');
    expect(new CancelledError('turn over')).toBeInstanceOf(VoiceError);
  });
});

describe('toVoiceError', () => {
  it('lets a VoiceError through', () => {
    const error = new CancelledError('turn over');
    expect(toVoiceError('azure', error)).toBe(error);
  });

  it('wraps anything else as a transient fault of the provider', () => {
    const thrown = new TypeError('fetch failed');
    expect(toVoiceError('azure', thrown)).toMatchObject({
      provider: 'azure',
      fault: 'transient',
      message: 'fetch failed',
      cause: thrown,
    });
    expect(toVoiceError('azure', 'plain text').message).toBe('plain text');
  });
});
