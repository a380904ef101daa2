import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '@app/config';
import { systemClock } from '@app/core';
import { SherpaTextToSpeech } from './sherpa-tts';
import { SherpaTtsSettings } from './sherpa-tts-settings';
import { sherpaTts } from './sherpa-tts.descriptor';
import { readSherpaVoice } from './sherpa-voice';

const FILES = {
  piper: ['en_US-amy-low.onnx', 'tokens.txt', 'espeak-ng-data/'],
  lexicon: ['model.int8.onnx', 'model.onnx', 'tokens.txt', 'lexicon.txt', 'date.fst', 'number.fst'],
  kokoro: [
    'model.onnx',
    'voices.bin',
    'tokens.txt',
    'espeak-ng-data/',
    'lexicon-us-en.txt',
    'lexicon-zh.txt',
  ],
  matcha: ['model-steps-3.onnx', 'vocos-22khz-univ.onnx', 'tokens.txt', 'espeak-ng-data/'],
};

describe('A sherpa voice', () => {
  let directory: string;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'voice-'))));
  afterEach(() => rm(directory, { recursive: true }));

  const put = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      if (name.endsWith('/')) await mkdir(join(directory, name));
      else await writeFile(join(directory, name), 'this is no model');
    }
  };
  const at = (name: string): string => join(directory, name);

  it.each([
    ['piper', { kind: 'vits', model: 'en_US-amy-low.onnx', tokens: 'tokens.txt', dataDir: 'espeak-ng-data' }],
    ['lexicon', { kind: 'vits', model: 'model.onnx', tokens: 'tokens.txt', lexicon: 'lexicon.txt' }],
    [
      'matcha',
      {
        kind: 'matcha',
        acousticModel: 'model-steps-3.onnx',
        vocoder: 'vocos-22khz-univ.onnx',
        tokens: 'tokens.txt',
        dataDir: 'espeak-ng-data',
      },
    ],
  ] as const)('is known by its files: %s', async (name, { kind, ...files }) => {
    await put(FILES[name]);
    const voice = await readSherpaVoice(directory);
    expect(voice.kind).toBe(kind);
    expect(voice.files).toEqual(
      Object.fromEntries(Object.entries(files).map(([key, file]) => [key, at(file)])),
    );
  });

  it('is Kokoro where there are several voices, with all its lexicons', async () => {
    await put(FILES.kokoro);
    const voice = await readSherpaVoice(directory);
    expect(voice.kind).toBe('kokoro');
    expect(voice.files['lexicon']).toBe(`${at('lexicon-us-en.txt')},${at('lexicon-zh.txt')}`);
  });

  it('brings its rules for figures and dates', async () => {
    await put(FILES.lexicon);
    expect((await readSherpaVoice(directory)).ruleFsts).toBe(`${at('date.fst')},${at('number.fst')}`);
  });

  it.each([
    ['model (*.onnx)', ['tokens.txt', 'lexicon.txt']],
    ['tokens.txt', ['model.onnx', 'lexicon.txt']],
    ['lexicon.txt', ['model.onnx', 'tokens.txt']],
    ['vocoder', ['model-steps-3.onnx', 'tokens.txt', 'lexicon.txt']],
  ])('that lacks its %s is refused by that name', async (missing, names) => {
    await put(names);
    await expect(readSherpaVoice(directory)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining(missing),
    });
  });

  it('that is not there is refused, and so is none', async () => {
    await expect(readSherpaVoice(at('nowhere'))).rejects.toMatchObject({ code: 'provider_unavailable' });
    await expect(readSherpaVoice(null)).rejects.toThrow('SHERPA_TTS_MODEL is not set');
  });

  it('that the engine cannot read ends in an error, not in the end of the service', async () => {
    await put(FILES.lexicon);
    const settings = { ...new SherpaTtsSettings(), model: directory };
    await expect(SherpaTextToSpeech.start(settings, systemClock)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringContaining('model.onnx'),
    });
  });
});

describe('The settings of sherpa', () => {
  it('take languages as tags', () => {
    const read = (languages: string): readonly string[] =>
      Configuration.load([sherpaTts.settings], { SHERPA_TTS_LANGUAGES: languages }).get(SherpaTtsSettings)
        .languages;
    expect(read('en,zh-CN')).toEqual(['en', 'zh-CN']);
    expect(() => read('english please')).toThrow('SHERPA_TTS_LANGUAGES');
  });
});
