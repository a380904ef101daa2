import { parseHandshake } from './parse-handshake';

const path = '/realtime/conversation';

describe('parseHandshake', () => {
  it.each([undefined, path, `${path}?`, `${path}?token=abc&future=1`])('takes %s with the defaults', url => {
    expect(parseHandshake(url)).toEqual({
      handshake: {
        audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
        audioOut: { encoding: 'mp3', sampleRate: 16_000 },
        callId: null,
        resume: null,
        language: null,
      },
    });
  });

  it('takes everything that can be chosen', () => {
    const url = `${path}?audio=mulaw&rate=8000&input=alaw&inputRate=11025&callId=a%3Ab&language=zh-CN`;
    expect(parseHandshake(url)).toEqual({
      handshake: {
        audioIn: { encoding: 'alaw', sampleRate: 11_025 },
        audioOut: { encoding: 'mulaw', sampleRate: 8000 },
        callId: 'a:b',
        language: 'zh-CN',
        resume: null,
      },
    });
  });

  it.each([
    ['audio=flac', 'audio'],
    ['audio=', 'audio'],
    ['audio=mp3&audio=opus', 'audio'],
    ['audio=toString', 'audio'],
    ['rate=44100', 'rate'],
    ['rate=-8000', 'rate'],
    ['rate=8e3', 'rate'],
    ['input=mp3', 'input'],
    ['inputRate=7999', 'inputRate'],
    ['inputRate=48001', 'inputRate'],
    ['inputRate=NaN', 'inputRate'],
    ['inputRate=16000.5', 'inputRate'],
    ['inputRate=', 'inputRate'],
    ['input=opus&inputRate=44100', 'inputRate'],
    ['callId=', 'callId'],
    ['callId=a%20b', 'callId'],
    [`callId=${'x'.repeat(129)}`, 'callId'],
    ['language=englisch!', 'language'],
    ['resume=', 'resume'],
    ['resume=a%0Ab', 'resume'],
    [`resume=${'x'.repeat(257)}`, 'resume'],
  ])('refuses ?%s', (query, param) => {
    const result = parseHandshake(`${path}?${query}`);
    expect(result).toEqual({
      refusal: { status: 400, code: 'bad_request', message: expect.stringMatching(/^must /), param },
    });
  });

  it('reads the token of a lost connection', () => {
    expect(parseHandshake(`${path}?resume=abc_-9`)).toMatchObject({ handshake: { resume: 'abc_-9' } });
  });
});
