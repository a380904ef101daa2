import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdk } from '../../azure/speech-sdk';
import type { IAudioSource } from '../../azure/sdk-internals';
import { SentAsWritten } from './sent-as-written';

const buffer = (bytes: number): ArrayBuffer => new ArrayBuffer(bytes);

describe('Audio on its way into the SDK', () => {
  let stream: SentAsWritten;
  let source: IAudioSource;
  beforeEach(() => {
    stream = new SentAsWritten();
    // What the SDK makes of it is what its recogniser reads.
    source = sdk.AudioConfig.fromStreamInput(stream) as unknown as IAudioSource;
  });

  it('stands on one version of the SDK, because it stands on its insides', () => {
    const read = (
      path: string,
    ): { readonly dependencies?: Record<string, string>; readonly version?: string } =>
      JSON.parse(readFileSync(path, 'utf8')) as object;
    const name = 'microsoft-cognitiveservices-speech-sdk';
    const root = join(__dirname, '../../../../..');
    expect(read(join(root, 'package.json')).dependencies?.[name]).toBe('1.52.0');
    expect(read(join(root, 'node_modules', name, 'package.json')).version).toBe('1.52.0');
  });

  it('comes out as it was written: the same pieces, in order, not one copied', async () => {
    const node = await source.attach('node');
    const pieces = [buffer(640), buffer(320), buffer(1600)];
    for (const piece of pieces) stream.write(piece);
    for (const piece of pieces) {
      const read = await node.read();
      expect([read.buffer === piece, read.isEnd]).toEqual([true, false]);
    }
  });

  it('is passed to who already waits for it', async () => {
    const node = await source.attach('node');
    const read = node.read();
    const piece = buffer(640);
    stream.write(piece);
    expect((await read).buffer).toBe(piece);
  });

  it('ends once what was written is read, for whoever reads', async () => {
    const node = await source.attach('node');
    stream.write(buffer(640));
    stream.close();
    stream.close();
    stream.write(buffer(640));
    expect((await node.read()).isEnd).toBe(false);
    expect((await node.read()).isEnd).toBe(true);
    expect((await node.read()).isEnd).toBe(true);
  });

  it('leaves nobody waiting when the SDK lets go of it', async () => {
    const node = await source.attach('node');
    const read = node.read();
    await node.detach();
    expect((await read).isEnd).toBe(true);
  });

  it('is told as what it is', async () => {
    stream.setSampleRate(8000);
    expect(await source.format).toMatchObject({ samplesPerSec: 8000, bitsPerSample: 16, channels: 1 });
    expect(await source.deviceInfo).toMatchObject({ samplerate: 8000, channelcount: 1 });
  });
});
