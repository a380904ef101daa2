import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ProviderError } from '@app/core';

/** The files of a streaming transducer. Paths are as absolute as the directory. */
export interface SherpaModel {
  readonly encoder: string;
  readonly decoder: string;
  readonly joiner: string;
  readonly tokens: string;
}

/**
 * Finds a transducer by the names sherpa-onnx publishes them under: `encoder*.onnx`, `decoder*.onnx`, `joiner*.onnx` and
 * `tokens.txt`. Whether it streams cannot be told from the names: the engine refuses one that does not.
 * @throws ProviderError `provider_unavailable` naming what is missing
 */
export async function readSherpaModel(directory: string | null): Promise<SherpaModel> {
  if (directory === null) throw unavailable('SHERPA_STT_MODEL is not set: it names the directory of a model');
  const names = await readdir(directory).catch((cause: unknown) => {
    throw unavailable(`SHERPA_STT_MODEL: ${directory} is not a directory that can be read`, cause);
  });
  const find = (part: string, fits: RegExp): string => {
    const name = bestOf(names.filter(each => fits.test(each)));
    if (name === null) throw unavailable(`SHERPA_STT_MODEL: ${directory} has no ${part}`);
    return join(directory, name);
  };
  return {
    encoder: find('encoder*.onnx', /^encoder.*\.onnx$/),
    decoder: find('decoder*.onnx', /^decoder.*\.onnx$/),
    joiner: find('joiner*.onnx', /^joiner.*\.onnx$/),
    tokens: find('tokens.txt', /^tokens\.txt$/),
  };
}

/** Where a part comes in several precisions the full one is taken; of several editions the last by name. */
const bestOf = (names: readonly string[]): string | null =>
  names
    .filter(name => !/int8|fp16/.test(name))
    .sort()
    .at(-1) ??
  [...names].sort().at(-1) ??
  null;

const unavailable = (message: string, cause?: unknown): ProviderError =>
  new ProviderError('sherpa', 'unavailable', message, { cause });
