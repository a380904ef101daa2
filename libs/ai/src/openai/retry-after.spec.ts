import { retryAfterMs } from './retry-after';

describe('When a service asks to be left alone', () => {
  it.each([
    [{}, null],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '7', 'retry-after-ms': '6500' }, 6500],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT' }, 4000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '999999' }, 3_600_000],
  ])('%j is %p ms', (headers, ms) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), 1000)).toBe(ms);
  });

  it('and where there is no answer at all nothing is known', () => {
    expect(retryAfterMs(undefined)).toBeNull();
  });
});
