import { parseCallArguments } from './call-arguments';
import { UsageError } from './usage';

describe('The command line of the caller', () => {
  it('needs only a recording', () => {
    expect(parseCallArguments(['hello.wav'])).toEqual({
      source: { kind: 'recording', path: 'hello.wav' },
      url: new URL('ws://localhost:3002'),
      token: expect.stringMatching(/^valid_caller_[0-9a-f]{8}$/),
      language: null,
      input: { encoding: 'pcm16', sampleRate: 16_000 },
      reply: { encoding: 'pcm16', sampleRate: 16_000 },
      bargeInAtMs: null,
      saveTo: null,
      json: false,
    });
  });

  it('gives every call a token of its own', () => {
    expect(parseCallArguments(['a.wav'])!.token).not.toBe(parseCallArguments(['a.wav'])!.token);
  });

  it('takes everything that can be said', () => {
    const line =
      '--url wss://voice.example --token T --language zh-CN --input mulaw --audio mp3 --barge-in-at 1.5 --save o.wav --json --realtime';
    expect(parseCallArguments(['--say', 'hello you', ...line.split(' ')])).toEqual({
      source: { kind: 'text', text: 'hello you' },
      url: new URL('wss://voice.example'),
      token: 'T',
      language: 'zh-CN',
      input: { encoding: 'mulaw', sampleRate: 8000 },
      reply: { encoding: 'mp3', sampleRate: 16_000 },
      bargeInAtMs: 1500,
      saveTo: 'o.wav',
      json: true,
    });
    expect(parseCallArguments(['a.wav', '--input-rate', '48000'])!.input.sampleRate).toBe(48_000);
  });

  it('gives help instead of a call', () => {
    expect(parseCallArguments(['--help'])).toBeNull();
  });

  it.each([
    [[], 'nothing to say'],
    [['--say', ' '], 'nothing to say'],
    [['a.wav', 'b.wav'], 'b.wav'],
    [['a.wav', '--say', 'x'], 'not both'],
    [['a.wav', '--url', 'localhost'], '--url'],
    [['a.wav', '--url', 'ftp://x'], '--url'],
    [['a.wav', '--language', 'english please'], '--language'],
    [['a.wav', '--input', 'mp3'], '--input must be one of'],
    [['a.wav', '--input-rate', '7999'], '--input-rate'],
    [['a.wav', '--input-rate', 'NaN'], '--input-rate'],
    [['a.wav', '--input', 'opus', '--input-rate', '44100'], 'opus'],
    [['a.wav', '--audio', 'wav'], '--audio must be one of'],
    [['a.wav', '--barge-in-at', 'soon'], '--barge-in-at'],
    [['a.wav', '--barge-in-at', ''], '--barge-in-at'],
    [['a.wav', '--loud'], '--loud'],
  ])('says what is wrong with %j', (argv, hint) => {
    expect(() => parseCallArguments(argv)).toThrow(UsageError);
    expect(() => parseCallArguments(argv)).toThrow(hint);
  });
});
