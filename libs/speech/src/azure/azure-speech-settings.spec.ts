import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration, ConfigurationError, ProviderChoice } from '@app/config';
import { systemClock } from '@app/core';
import { AzureSpeechSettings, inlineResources, isConfigured } from './azure-speech-settings';
import { loadResources, reloadOnHangup } from './load-resources';
import { readResources } from './speech-resource';
import { SpeechResources } from './speech-resources';

const load = (environment: Record<string, string>): AzureSpeechSettings =>
  Configuration.load([ProviderChoice, AzureSpeechSettings], environment).get(AzureSpeechSettings);

function problems(environment: Record<string, string>): readonly string[] {
  try {
    load(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('The settings of Azure Speech', () => {
  it('name one resource by its key and region', () => {
    const settings = load({ AZURE_SPEECH_KEY: 'secret', AZURE_SPEECH_REGION: 'westeurope' });
    expect(isConfigured(settings)).toBe(true);
    expect(inlineResources(settings)).toEqual([
      {
        name: 'westeurope',
        key: 'secret',
        resourceId: null,
        region: 'westeurope',
        endpoint: null,
        weight: 1,
        maxConcurrent: Number.POSITIVE_INFINITY,
      },
    ]);
  });

  it('name none where nothing or only a placeholder is set', () => {
    expect(isConfigured(load({ AZURE_SPEECH_KEY: 'your_speech_key' }))).toBe(false);
  });

  it('name one that is entered by Microsoft Entra: its own domain, or a region and its id', () => {
    const own = {
      AZURE_SPEECH_ENTRA: 'true',
      AZURE_SPEECH_ENDPOINT: 'https://a.cognitiveservices.azure.com',
    };
    expect(isConfigured(load(own))).toBe(true);
    expect(inlineResources(load(own))).toMatchObject([{ key: null, resourceId: null }]);
    const region = { AZURE_SPEECH_ENTRA: 'true', AZURE_SPEECH_REGION: 'westus' };
    expect(inlineResources(load({ ...region, AZURE_SPEECH_RESOURCE_ID: '/subscriptions/1' }))).toMatchObject([
      { key: null, resourceId: '/subscriptions/1', region: 'westus' },
    ]);
    expect(() => load(region)).toThrow('must have a resourceId beside entra and a region');
  });

  it('name an endpoint, which goes before the region', () => {
    const [resource] = inlineResources(
      load({
        AZURE_SPEECH_KEY: 'k',
        AZURE_SPEECH_REGION: 'westus',
        AZURE_SPEECH_ENDPOINT: 'ws://127.0.0.1:9',
      }),
    );
    expect(resource).toMatchObject({ name: '127.0.0.1:9', region: null });
    expect(resource?.endpoint?.href).toBe('ws://127.0.0.1:9/');
  });

  it('take the endpoint that the portal shows for the region that it means', () => {
    const [resource] = inlineResources(
      load({ AZURE_SPEECH_KEY: 'k', AZURE_SPEECH_ENDPOINT: 'https://eastus2.api.cognitive.microsoft.com/' }),
    );
    expect(resource).toMatchObject({ name: 'eastus2', region: 'eastus2', endpoint: null });
  });

  it('name several, with names that differ', () => {
    const list = [
      { key: 'a', region: 'westus', weight: 3 },
      { key: 'b', region: 'westus', maxConcurrent: 100 },
    ];
    const resources = inlineResources(load({ AZURE_SPEECH_RESOURCES: JSON.stringify(list) }));
    expect(resources.map(({ name, weight, maxConcurrent }) => [name, weight, maxConcurrent])).toEqual([
      ['westus', 3, Number.POSITIVE_INFINITY],
      ['westus#2', 1, 100],
    ]);
  });

  it.each([
    [{ AZURE_SPEECH_KEY: 'hunter2' }, 'AZURE_SPEECH_KEY: must have either a region or an endpoint'],
    [
      { AZURE_SPEECH_KEY: 'hunter2', AZURE_SPEECH_REGION: 'West Europe' },
      'AZURE_SPEECH_KEY: must have a region such as westeurope',
    ],
    [
      { AZURE_SPEECH_KEY: 'hunter2', AZURE_SPEECH_ENDPOINT: 'hunter2' },
      'AZURE_SPEECH_KEY: must have an endpoint such as',
    ],
    [{ STT_PROVIDER: 'azure' }, 'AZURE_SPEECH_KEY: must be set where a provider is azure'],
    [{ AZURE_SPEECH_RESOURCES: '{}' }, 'AZURE_SPEECH_RESOURCES: must be a JSON list of resources'],
    [
      { AZURE_SPEECH_RESOURCES: '[{"region":"westus"}]' },
      'AZURE_SPEECH_RESOURCES: resource 1 must have a key',
    ],
    [
      { AZURE_SPEECH_RESOURCES: '[{"key":"hunter2","regoin":"westus"}]' },
      'AZURE_SPEECH_RESOURCES: resource 1 may have only key,',
    ],
    [
      { AZURE_SPEECH_RESOURCES: '[{"key":"hunter2","region":"westus","weight":0}]' },
      'AZURE_SPEECH_RESOURCES: resource 1 must have a weight above 0',
    ],
  ] as const)('say what is wrong with %j, and no secret', (environment, complaint) => {
    const found = problems(environment);
    expect(found).toEqual([expect.stringContaining(complaint)]);
    expect(found.join()).not.toContain('hunter2');
  });
});

describe('The file of resources', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resources-'));
    file = join(folder, 'resources.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is read at the start, and its faults are told without what stands in it', async () => {
    const settings = load({ AZURE_SPEECH_RESOURCES_FILE: file });
    await expect(loadResources(settings)).rejects.toThrow('AZURE_SPEECH_RESOURCES_FILE cannot be read');
    await writeFile(file, '[{"key": hunter2');
    await expect(loadResources(settings)).rejects.toThrow(/^AZURE_SPEECH_RESOURCES_FILE: must be JSON$/);
    await writeFile(file, '[{"key":"k","region":"westus"}]');
    expect(await loadResources(settings)).toMatchObject([{ key: 'k' }]);
  });

  it('is read anew on SIGHUP; a spoiled one changes nothing', async () => {
    const before = process.listenerCount('SIGHUP');
    const resources = new SpeechResources(readResources([{ key: 'old', region: 'westus' }]), systemClock);
    const told = Promise.withResolvers<string>();
    const settings = load({ AZURE_SPEECH_RESOURCES_FILE: file });
    const stop = reloadOnHangup(settings, resources, told.resolve);
    process.emit('SIGHUP', 'SIGHUP');
    expect(await told.promise).toBe('AZURE_SPEECH_RESOURCES_FILE cannot be read');
    expect(resources.lease()?.resource.key).toBe('old');
    await writeFile(file, '[{"key":"new","region":"westus"}]');
    const replaced = new Promise<void>(resolve => {
      const { replace } = resources;
      resources.replace = list => resolve(replace.call(resources, list));
    });
    process.emit('SIGHUP', 'SIGHUP');
    await replaced;
    expect(resources.lease()?.resource.key).toBe('new');
    stop();
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });
});
