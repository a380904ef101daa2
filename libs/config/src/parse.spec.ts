import { isUnset, parseSetting } from './parse';

describe('isUnset', () => {
  it.each([undefined, '', '   ', 'your_speech_service_key', 'YOUR-KEY', ' your_key '])(
    'takes %p as not set',
    raw => {
      expect(isUnset(raw)).toBe(true);
    },
  );

  it.each(['https://your-resource.openai.azure.com/', 'wss://your_host/x', '<your key>'])(
    'takes %p as not set',
    raw => {
      expect(isUnset(raw)).toBe(true);
    },
  );

  it.each(['yours', 'yourcompany', 'https://yourcompany.example/', '0', 'false', '<3'])(
    'takes %p as set',
    raw => {
      expect(isUnset(raw)).toBe(false);
    },
  );
});

describe('parseSetting', () => {
  it.each([
    ['3002', 3002],
    [' -4 ', -4],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
    ['12ms', '12ms'],
    ['.', '.'],
  ])('reads the number %p as %p', (raw, value) => {
    expect(parseSetting(raw, 'number')).toBe(value);
    expect(parseSetting(raw, 'integer')).toBe(value);
  });

  it.each([
    ['true', true],
    ['YES', true],
    ['on', true],
    ['1', true],
    ['False', false],
    ['0', false],
    ['no', false],
    ['off', false],
    ['maybe', 'maybe'],
  ])('reads the flag %p as %p', (raw, value) => {
    expect(parseSetting(raw, 'flag')).toBe(value);
  });

  it('reads a list with blanks and a trailing comma', () => {
    expect(parseSetting(' azure , embedded,', 'list')).toEqual(['azure', 'embedded']);
    expect(parseSetting('one', 'list')).toEqual(['one']);
  });

  it('reads JSON, and leaves what is none for validation to refuse', () => {
    expect(parseSetting('[{"weight": 2}]', 'json')).toEqual([{ weight: 2 }]);
    expect(parseSetting('[{', 'json')).toBe('[{');
  });
});
