import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import { monitorPath } from './handshake';
import { clientSamples, serverSamples } from './message-samples.spec-kit';

const root = join(__dirname, '../../..');
const committed = readFileSync(join(root, 'docs/asyncapi.json'), 'utf8');
const document = JSON.parse(committed) as {
  channels: Record<
    'conversation' | 'monitor',
    { address: string; messages: Record<string, { $ref: string }> }
  >;
  components: { messages: Record<string, { name: string }> };
};

describe('docs/asyncapi.json', () => {
  const ajv = new Ajv({ strict: false }).addSchema(document, 'asyncapi');
  const schema = (name: string): ValidateFunction =>
    ajv.compile({ $ref: `asyncapi#/components/schemas/${name}` });
  const client = schema('ClientMessage');
  const server = schema('ServerMessage');

  it('is what the types say today: npm run asyncapi writes it anew', () => {
    const fresh = execFileSync(process.execPath, ['--no-warnings', 'scripts/asyncapi.mjs', '--print'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(committed).toBe(fresh);
  });

  it('names every message of both directions', () => {
    const named = Object.values(document.components.messages).map(message => message.name);
    const expected = [...Object.keys(clientSamples), ...Object.keys(serverSamples), 'audio', 'audio'];
    expect(named.sort()).toEqual(expected.sort());
    expect(Object.keys(document.channels.conversation.messages)).toHaveLength(named.length);
  });

  it('has a channel for supervisors, who get what the caller gets but the greeting and the heartbeats', () => {
    const { address, messages } = document.channels.monitor;
    expect(address).toBe(`${monitorPath}/{callId}`);
    const named = Object.values(messages).map(
      ({ $ref }) => document.components.messages[$ref.split('/').at(-1)!]!.name,
    );
    const { session_started, heartbeat, ...followed } = serverSamples;
    expect([session_started, heartbeat].every(Boolean)).toBe(true);
    expect(named.sort()).toEqual(Object.keys(followed).sort());
  });

  it.each(Object.entries(clientSamples))('takes a good %s of a client', (_, message) => {
    expect([client(message), client.errors]).toEqual([true, null]);
  });

  it.each(Object.entries(serverSamples))('takes a good %s of the server', (_, message) => {
    expect([server(message), server.errors]).toEqual([true, null]);
  });

  it.each([
    ['an unknown type', { type: 'shout' }],
    ['an unknown field', { ...clientSamples.mark, colour: 'red' }],
    ['a missing field', { type: 'text_input' }],
    ['a rate below 8000 Hz', { ...clientSamples.audio_chunk, sampleRate: -16000 }],
    ['half a channel', { ...clientSamples.audio_chunk, channels: 1.5 }],
    ['text that is not base64', { ...clientSamples.audio_chunk, audioData: 'not base64!' }],
    ['a digit no keypad has', { ...clientSamples.dtmf, digit: 'x' }],
    ['a null language', { ...clientSamples.session_update, language: null }],
  ])('refuses %s of a client', (_, message) => {
    expect(client(message)).toBe(false);
  });

  it.each([
    ['no seq', { ...serverSamples.mark, seq: undefined }],
    ['seq 0', { ...serverSamples.mark, seq: 0 }],
    [
      'a code outside the list',
      { ...serverSamples.error, data: { ...serverSamples.error.data, code: 'oops' } },
    ],
    [
      'a confidence above 1',
      { ...serverSamples.ai_response, data: { ...serverSamples.ai_response.data, confidence: 2 } },
    ],
  ])('refuses %s of the server', (_, message) => {
    expect(server(JSON.parse(JSON.stringify(message)))).toBe(false);
  });
});
