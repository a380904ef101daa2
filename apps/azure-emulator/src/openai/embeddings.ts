import { createHash } from 'node:crypto';
import { seededRandom } from '../faults/random';
import { isObject } from '../server/json';
import { badRequest } from './api-error';
import { tokensOf } from './tokens';

const DIMENSIONS = 1536;

/**
 * Answers a request for embeddings: unit vectors in which texts with words in common lie near each other.
 * @throws ApiError as the service does
 */
export function embeddings(body: unknown, deployment: string | null): object {
  if (!isObject(body)) throw badRequest('The body of the request is not valid JSON.', null);
  const { input, dimensions, encoding_format: format } = body;
  const texts = typeof input === 'string' ? [input] : input;
  if (!isTexts(texts))
    throw badRequest("'input' must be a text or a list of texts, none of them empty.", 'input');
  const length = Number.isInteger(dimensions) ? Number(dimensions) : DIMENSIONS;
  const tokens = texts.reduce((sum, text) => sum + tokensOf(text).length, 0);
  return {
    object: 'list',
    model: deployment ?? body['model'],
    data: texts.map((text, index) => {
      const vector = vectorOf(text, length);
      // The SDK asks for the compact form by itself.
      const embedding = format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return { object: 'embedding', index, embedding };
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every(each => typeof each === 'string' && each !== '');

function vectorOf(text: string, length: number): Float32Array {
  const vector = new Float32Array(length);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const random = seededRandom(createHash('sha256').update(word).digest().readUInt32LE(0));
    for (let i = 0; i < length; i++) vector[i]! += random() * 2 - 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map(value => value / norm);
}
