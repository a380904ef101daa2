import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatWav, rms } from '@app/audio';
import { UsageError } from '../usage';
import { readRecording } from './read-recording';
import { speakText } from './speak-text';

describe('readRecording', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'caller-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (name: string, data: Uint8Array | string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, data);
    return path;
  };
  const tone = (hz: number): Int16Array =>
    Int16Array.from({ length: hz / 2 }, (_, i) =>
      Math.round(10_000 * Math.sin((2 * Math.PI * 300 * i) / hz)),
    );

  it.each([8000, 16_000, 44_100, 48_000])('reads %i Hz stereo as mono at the rate of the line', async hz => {
    const path = await written(`${hz}.wav`, formatWav([tone(hz), tone(hz)], hz));
    const pcm = await readRecording(path, 16_000);
    expect(pcm.length).toBe(8000);
    expect(rms(pcm)).toBeCloseTo(10_000 / 32_768 / Math.SQRT2, 2);
  });

  it('says in one line what is wrong with a file', async () => {
    const text = await written('text.wav', 'hello');
    const empty = await written('empty.wav', formatWav([new Int16Array(0)], 8000));
    await expect(readRecording(join(folder, 'none.wav'), 8000)).rejects.toThrow('there is no such file');
    await expect(readRecording(text, 8000)).rejects.toThrow('not a WAV file');
    await expect(readRecording(empty, 8000)).rejects.toThrow('holds no sound');
    await expect(readRecording(folder, 8000)).rejects.toThrow(UsageError);
  });
});

describe('speakText', () => {
  it('speaks words at the rate of the line', async () => {
    const pcm = await speakText('Hello, I am calling about your car insurance.', 'en-US', 8000);
    expect(pcm.length).toBeGreaterThan(8000);
    expect(rms(pcm)).toBeGreaterThan(0.01);
  });

  it('says so where there is nothing to speak, or no voice', async () => {
    await expect(speakText('…', 'en-US', 8000)).rejects.toThrow('can be spoken');
    await expect(speakText('hello', 'xx-XX', 8000)).rejects.toThrow(UsageError);
  });
});
