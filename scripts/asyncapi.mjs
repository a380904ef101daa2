// Writes docs/asyncapi.json from the message types in libs/protocol; with --print it goes to standard output instead.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';
import { monitorPath, protocolVersion, upgradePath } from '../libs/protocol/src/handshake.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'docs', 'asyncapi.json');

const { definitions } = createGenerator({
  path: join(root, 'libs/protocol/src/index.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  expose: 'export',
  jsDoc: 'extended',
  additionalProperties: false,
  sortProps: true,
  skipTypeCheck: true,
}).createSchema('*');

/** The schemas a type refers to, at any depth, and itself. */
function reachable(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g))
    reachable(decodeURIComponent(next), found);
  return found;
}

/** The members of a union of messages, by their `type`. */
function membersOf(union) {
  return definitions[union].anyOf.map(({ $ref }) => {
    const schema = $ref.slice('#/definitions/'.length);
    return { schema, type: definitions[schema].properties.type.const };
  });
}

const messageOf = ({ schema, type }) => ({
  name: type,
  contentType: 'application/json',
  summary: definitions[schema].description,
  payload: { $ref: `#/components/schemas/${schema}` },
});

const audioOf = summary => ({
  name: 'audio',
  contentType: 'application/octet-stream',
  summary,
  payload: { type: 'string', format: 'binary' },
});

const fromClient = membersOf('ClientMessage');
const fromServer = membersOf('ServerMessage');
const messages = {
  ...Object.fromEntries(fromClient.map(each => [each.schema, messageOf(each)])),
  ...Object.fromEntries(fromServer.map(each => [each.schema, messageOf(each)])),
  CallerAudio: audioOf('A binary frame of caller audio in the negotiated input format, at most 1000 ms.'),
  ReplyAudio: audioOf(
    'A binary frame of 20 ms of reply audio in the negotiated encoding, unless that is mp3.',
  ),
};
const needed = ['ClientMessage', 'ServerMessage', 'UpgradeQuery', 'RefusalBody'].flatMap(name => [
  ...reachable(name),
]);
const schemas = Object.fromEntries([...new Set(needed)].sort().map(name => [name, definitions[name]]));
const inChannel = (channel, names) => names.map(name => ({ $ref: `#/channels/${channel}/messages/${name}` }));
const asMessages = names =>
  Object.fromEntries(names.map(name => [name, { $ref: `#/components/messages/${name}` }]));

/** What is said to the caller's own connection, and nobody else. */
const TO_CALLER = new Set(['session_started', 'heartbeat']);
const toSupervisor = fromServer.filter(({ type }) => !TO_CALLER.has(type)).map(({ schema }) => schema);

const api = {
  asyncapi: '3.0.0',
  info: {
    title: 'Realtime processor: the native protocol',
    version: `${protocolVersion}.0.0`,
    description: 'One WebSocket is one call. Text frames are JSON messages, binary frames are audio.',
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  servers: { local: { host: 'localhost:3002', protocol: 'ws' } },
  channels: {
    conversation: {
      address: upgradePath,
      messages: asMessages(Object.keys(messages)),
      bindings: { ws: { method: 'GET', query: { $ref: '#/components/schemas/UpgradeQuery' } } },
    },
    monitor: {
      address: `${monitorPath}/{callId}`,
      description:
        'A supervisor follows a call: its messages without audio, its settings first. What is sent is not read.',
      parameters: { callId: { description: 'Of a call on any instance.' } },
      messages: asMessages(toSupervisor),
      bindings: { ws: { method: 'GET' } },
    },
  },
  operations: {
    fromClient: {
      action: 'receive',
      channel: { $ref: '#/channels/conversation' },
      messages: inChannel('conversation', [...fromClient.map(each => each.schema), 'CallerAudio']),
    },
    fromServer: {
      action: 'send',
      channel: { $ref: '#/channels/conversation' },
      messages: inChannel('conversation', [...fromServer.map(each => each.schema), 'ReplyAudio']),
    },
    toSupervisor: {
      action: 'send',
      channel: { $ref: '#/channels/monitor' },
      messages: inChannel('monitor', toSupervisor),
    },
  },
  components: { messages, schemas },
};

const text = JSON.stringify(api).replaceAll('"#/definitions/', '"#/components/schemas/');
const document = await format(text, { ...(await resolveConfig(target)), filepath: target });

if (process.argv.includes('--print')) process.stdout.write(document);
else if (!same(document)) writeFileSync(target, document);

function same(fresh) {
  try {
    return readFileSync(target, 'utf8') === fresh;
  } catch {
    return false;
  }
}
