import { formatWav } from '@app/audio';
import { formatBinary, parseBinary } from './binary-message';
import { credentialsOf, scrubbedHeaders, scrubbedQuery } from './credentials';
import { hasHeader, readHeader } from './input-format';
import { formatText, parseText } from './text-message';

describe('Text messages', () => {
  it('are read with headers in any case and a body that may be empty', () => {
    const message = parseText('Path: Speech.Config\r\nX-RequestId: ABC\r\n\r\n{"a":1}');
    expect(message).toMatchObject({ path: 'speech.config', requestId: 'ABC', body: '{"a":1}' });
    expect(parseText('PATH:x\r\nx-requestid:1\r\n').body).toBe('');
  });

  it('are written so that they can be read', () => {
    const message = parseText(formatText('turn.start', 'R1', { context: { serviceTag: 't' } }));
    expect(message.path).toBe('turn.start');
    expect(JSON.parse(message.body as string)).toEqual({ context: { serviceTag: 't' } });
  });

  it('never hold a second empty line, at which the SDK would cut them', () => {
    const text = formatText('speech.phrase', 'R1', { DisplayText: 'one\r\n\r\ntwo' });
    expect(text.split('\r\n\r\n')).toHaveLength(2);
  });

  it('need a path and a request', () => {
    expect(() => parseText('X-RequestId: 1\r\n\r\n')).toThrow('Path');
    expect(() => parseText('Path: x\r\n\r\n')).toThrow('X-RequestId');
  });
});

describe('Binary messages', () => {
  it('carry any bytes behind their headers', () => {
    const payload = Buffer.from([0, 255, 13, 10, 13, 10, 7]);
    const message = parseBinary(formatBinary('audio', 'R1', 'S1', 'audio/basic', payload));
    expect(message.path).toBe('audio');
    expect(message.headers.get('x-streamid')).toBe('S1');
    expect(message.body).toEqual(payload);
  });

  it('end neither before nor within their headers', () => {
    expect(() => parseBinary(Buffer.from([0]))).toThrow('header length');
    expect(() => parseBinary(Buffer.from([0, 9, 65]))).toThrow('within its headers');
  });
});

describe('Credentials', () => {
  const none = new URLSearchParams();

  it('are a key or a token, in a header or the query', () => {
    expect(credentialsOf({ 'ocp-apim-subscription-key': 'k' }, none)).toEqual({ kind: 'key', value: 'k' });
    expect(credentialsOf({}, new URLSearchParams({ 'Ocp-Apim-Subscription-Key': 'k' }))?.value).toBe('k');
    expect(credentialsOf({ 'api-key': 'o' }, none)?.value).toBe('o');
    expect(credentialsOf({ authorization: 'Bearer t' }, none)).toEqual({ kind: 'token', value: 't' });
    expect(credentialsOf({}, new URLSearchParams({ Authorization: 'Bearer t' }))?.kind).toBe('token');
    expect(credentialsOf({}, none)).toBeNull();
  });

  it('are not shown', () => {
    const query = new URLSearchParams({ language: 'en-US', 'Ocp-Apim-Subscription-Key': 'k' });
    expect(scrubbedQuery(query)).toEqual({ language: 'en-US', 'Ocp-Apim-Subscription-Key': '***' });
    expect(scrubbedHeaders({ 'api-key': 'k', host: 'h' })).toEqual({ 'api-key': '***', host: 'h' });
  });
});

describe('The header of the audio', () => {
  it('tells the format, whatever it says about lengths', () => {
    const wav = Buffer.from(formatWav([new Int16Array(4)], 8000));
    wav.writeUInt32LE(0, 4);
    wav.writeUInt32LE(0, 40);
    expect(hasHeader(wav)).toBe(true);
    expect(readHeader(wav)).toMatchObject({ encoding: 'pcm16', sampleRate: 8000, bytesPerSample: 2 });
  });

  it('may announce µ-law and A-law by the tags of WAV', () => {
    const wav = Buffer.from(formatWav([new Int16Array(4)], 8000));
    wav.writeUInt16LE(8, 34);
    wav.writeUInt16LE(7, 20);
    expect(readHeader(wav).encoding).toBe('mulaw');
    expect([...readHeader(wav).decode(Buffer.from([0xff, 0x00]))]).toEqual([0, -32124]);
    wav.writeUInt16LE(6, 20);
    expect(readHeader(wav).encoding).toBe('alaw');
  });

  it('is refused where nobody could read the audio', () => {
    const wav = Buffer.from(formatWav([new Int16Array(4), new Int16Array(4)], 8000));
    expect(() => readHeader(wav)).toThrow('2 channels');
  });
});
