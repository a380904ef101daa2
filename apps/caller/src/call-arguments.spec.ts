import { parseCallArguments } from './call-arguments';
import type { CallArguments } from './call-arguments';
import { UsageError } from './usage';

function parsed(...argv: string[]): CallArguments {
  const call = parseCallArguments(argv);
  if (!call) throw new Error('taken for a cry for help');
  return call;
}

describe('the command line', () => {
  it('needs no more than a recording', () => {
    const call = parsed('hello.wav');
    expect(call).toMatchObject({
      source: { kind: 'recording', path: 'hello.wav' },
      language: null,
      input: { encoding: 'pcm16', sampleRate: 16_000 },
      reply: { encoding: 'pcm16', sampleRate: 16_000 },
      bargeInAtMs: null,
      saveTo: null,
      json: false,
    });
    expect(call.url.href).toBe('ws://localhost:3002/');
    expect(call.token).toMatch(/^valid_caller_[0-9a-f]+$/);
  });

  it('gives every call a token of its own', () => {
    expect(parsed('a.wav').token).not.toBe(parsed('a.wav').token);
  });

  it('takes the documented options', () => {
    const given = '--say hello --url wss://far.example --realtime --barge-in-at 1.5 --save out.wav --json';
    const more = '--token T --language zh-CN --input mulaw --audio mp3';
    const call = parsed(...`${given} ${more}`.split(' '));
    expect(call).toMatchObject({
      source: { kind: 'text', text: 'hello' },
      token: 'T',
      language: 'zh-CN',
      input: { encoding: 'mulaw', sampleRate: 8000 },
      reply: { encoding: 'mp3', sampleRate: 16_000 },
      bargeInAtMs: 1500,
      saveTo: 'out.wav',
      json: true,
    });
    expect(call.url.host).toBe('far.example');
  });

  it('takes an odd rate of samples', () => {
    expect(parsed('a.wav', '--input-rate', '22050').input.sampleRate).toBe(22_050);
  });

  it('sees when only help is asked for', () => {
    expect(parseCallArguments(['--help'])).toBeNull();
  });

  it.each([
    [[], 'nothing to say'],
    [['--say', '  '], 'nothing to say'],
    [['a.wav', 'b.wav'], 'b.wav'],
    [['a.wav', '--say', 'x'], 'not both'],
    [['a.wav', '--loud'], '--loud'],
    [['a.wav', '--url', 'somewhere'], '--url'],
    [['a.wav', '--url', 'ftp://x'], '--url'],
    [['a.wav', '--barge-in-at', 'soon'], '--barge-in-at'],
    [['a.wav', '--barge-in-at', ''], '--barge-in-at'],
    [['a.wav', '--barge-in-at=-1'], '--barge-in-at'],
    [['a.wav', '--input', 'mp3'], '--input'],
    [['a.wav', '--audio', 'wav'], '--audio'],
    [['a.wav', '--input-rate', '7999'], '--input-rate'],
    [['a.wav', '--input-rate', '8000.5'], '--input-rate'],
    [['a.wav', '--input', 'opus', '--input-rate', '11025'], '--input-rate'],
    [['a.wav', '--language', 'English please'], '--language'],
  ])('says in one line what is wrong with %j', (argv, word) => {
    const attempt = (): unknown => parseCallArguments(argv);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(word);
  });
});
