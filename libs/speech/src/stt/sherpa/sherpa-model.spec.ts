import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '@app/config';
import { readSherpaModel } from './sherpa-model';
import { SherpaSpeechToText } from './sherpa-stt';
import { SherpaSttSettings } from './sherpa-stt-settings';
import { sherpaStt } from './sherpa-stt.descriptor';

const ZIPFORMER = [
  'encoder-epoch-99-avg-1.int8.onnx',
  'encoder-epoch-99-avg-1.onnx',
  'decoder-epoch-99-avg-1.onnx',
  'joiner-epoch-99-avg-1.int8.onnx',
  'tokens.txt',
  'bpe.model',
];

describe('A sherpa model', () => {
  let directory: string;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'model-'))));
  afterEach(() => rm(directory, { recursive: true }));

  const put = async (names: readonly string[]): Promise<void> => {
    for (const name of names) await writeFile(join(directory, name), 'this is no model');
  };
  const settings = (): SherpaSttSettings => ({ ...new SherpaSttSettings(), model: directory });

  it('is known by its files, the full precision before the reduced one', async () => {
    await put(ZIPFORMER);
    expect(await readSherpaModel(directory)).toEqual({
      encoder: join(directory, 'encoder-epoch-99-avg-1.onnx'),
      decoder: join(directory, 'decoder-epoch-99-avg-1.onnx'),
      joiner: join(directory, 'joiner-epoch-99-avg-1.int8.onnx'),
      tokens: join(directory, 'tokens.txt'),
    });
  });

  it.each(['encoder', 'decoder', 'joiner', 'tokens'])(
    'that lacks its %s is refused by that name',
    async part => {
      await put(ZIPFORMER.filter(name => !name.startsWith(part)));
      await expect(SherpaSpeechToText.start(settings())).rejects.toMatchObject({
        code: 'provider_unavailable',
        message: expect.stringContaining(`has no ${part}`),
      });
    },
  );

  it('that is not there is refused, and so is none', async () => {
    await expect(readSherpaModel(join(directory, 'nowhere'))).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('nowhere'),
    });
    await expect(readSherpaModel(null)).rejects.toThrow('SHERPA_STT_MODEL is not set');
  });

  it('that the engine cannot read ends in an error, not in the end of the service', async () => {
    await put(ZIPFORMER);
    await expect(SherpaSpeechToText.start(settings())).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: false,
      message: expect.stringContaining('.onnx'),
    });
  });
});

it('The settings of sherpa take languages as tags', () => {
  const read = (languages: string): readonly string[] =>
    Configuration.load([sherpaStt.settings], { SHERPA_STT_LANGUAGES: languages }).get(SherpaSttSettings)
      .languages;
  expect(read('en,zh-CN')).toEqual(['en', 'zh-CN']);
  expect(() => read('english please')).toThrow('SHERPA_STT_LANGUAGES');
});
