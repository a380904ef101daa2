import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ProviderError } from '@app/core';

/** The part of sherpa-onnx's configuration that the files of a voice decide. Paths are absolute. */
export interface SherpaVoice {
  readonly kind: 'vits' | 'kokoro' | 'matcha';
  readonly files: Readonly<Record<string, string>>;
  /** Text normalisation rules, separated by commas; '' for none. */
  readonly ruleFsts: string;
}

const ESPEAK_DATA = 'espeak-ng-data';
const VOCODER = /^(vocos|hifigan).*\.onnx$/;

/**
 * Finds out what kind of voice a directory holds, by the names sherpa-onnx publishes voices under: Kokoro has
 * `voices.bin`, Matcha has a vocoder (`vocos*.onnx`, `hifigan*.onnx`) beside its model, anything else with one model is VITS.
 * @throws ProviderError `provider_unavailable` naming what is missing
 */
export async function readSherpaVoice(directory: string | null): Promise<SherpaVoice> {
  if (directory === null) throw unavailable('SHERPA_TTS_MODEL is not set: it names the directory of a voice');
  const names = await readdir(directory).catch((cause: unknown) => {
    throw unavailable(`SHERPA_TTS_MODEL: ${directory} is not a directory that can be read`, cause);
  });
  const has = (name: string): boolean => names.includes(name);
  const path = (name: string): string => join(directory, name);
  const need = (fits: boolean, what: string): void => {
    if (!fits) throw unavailable(`SHERPA_TTS_MODEL: ${directory} has no ${what}`);
  };

  const vocoder = names.find(name => VOCODER.test(name));
  const model = bestModel(names.filter(name => name.endsWith('.onnx') && !VOCODER.test(name)));
  const lexicons = names.filter(name => /^lexicon.*\.txt$/.test(name)).map(path);
  need(model !== null, 'model (*.onnx)');
  need(has('tokens.txt'), 'tokens.txt');
  need(
    lexicons.length > 0 || has(ESPEAK_DATA),
    `${ESPEAK_DATA} and no lexicon.txt: one of them says how words sound`,
  );

  const ruleFsts = names
    .filter(name => name.endsWith('.fst'))
    .map(path)
    .join(',');
  const common = {
    tokens: path('tokens.txt'),
    ...(has(ESPEAK_DATA) ? { dataDir: path(ESPEAK_DATA) } : {}),
    ...(lexicons.length > 0 ? { lexicon: lexicons.join(',') } : {}),
  };
  const onnx = path(model ?? '');
  if (has('voices.bin'))
    return { kind: 'kokoro', files: { ...common, model: onnx, voices: path('voices.bin') }, ruleFsts };
  if (vocoder !== undefined)
    return { kind: 'matcha', files: { ...common, acousticModel: onnx, vocoder: path(vocoder) }, ruleFsts };
  need(!/^model-steps/.test(model ?? ''), 'vocoder (vocos*.onnx or hifigan*.onnx) for its Matcha model');
  return { kind: 'vits', files: { ...common, model: onnx }, ruleFsts };
}

/** Where a voice comes in several precisions the full one is taken. */
const bestModel = (models: readonly string[]): string | null =>
  models.find(name => !/int8|fp16/.test(name)) ?? models[0] ?? null;

const unavailable = (message: string, cause?: unknown): ProviderError =>
  new ProviderError('sherpa', 'unavailable', message, { cause });
