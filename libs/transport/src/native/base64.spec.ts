import { decodeBase64 } from './base64';

describe('decodeBase64', () => {
  it.each([0, 1, 2, 3, 4, 639, 640])('gives back %d bytes', length => {
    const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 37) % 256));
    expect(decodeBase64(bytes.toString('base64'))).toEqual(bytes);
  });

  it.each([
    'A',
    'AA',
    'AAA',
    'A===',
    '====',
    '=AAA',
    'AA=A',
    'AA==AAAA',
    'AAA\n',
    'AA A',
    '-_-_',
    'AAAé',
    'ŁŁŁŁ',
    '\u{1F600}AA',
    'AAA\0',
  ])('refuses %j', text => expect(decodeBase64(text)).toBeNull());
});
