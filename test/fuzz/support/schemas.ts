import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';

const document = JSON.parse(readFileSync(join(__dirname, '../../../docs/asyncapi.json'), 'utf8')) as object;
const ajv = new Ajv({ strict: false }).addSchema(document, 'asyncapi');
const schema = (name: string): ValidateFunction =>
  ajv.compile({ $ref: `asyncapi#/components/schemas/${name}` });

/** The published document is what an answer is held against. */
export const published = {
  client: schema('ClientMessage'),
  server: schema('ServerMessage'),
  refusal: schema('RefusalBody'),
};
