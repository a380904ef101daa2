import { readFile } from 'node:fs/promises';
import { AudioFormatError, mixToMono, parseWav, resample } from '@app/audio';
import { UsageError } from '../usage';

/**
 * A WAV file as mono PCM16 at the rate it will be sent.
 * @throws UsageError when it cannot be read
 */
export async function readRecording(path: string, sampleRate: number): Promise<Int16Array> {
  const wav = parse(path, await bytesOf(path));
  if (wav.pcm.length === 0) throw new UsageError(`${path} holds no sound`);
  return resample(mixToMono(wav.pcm, wav.channels), wav.sampleRate, sampleRate);
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(`cannot read ${path}: ${missing ? 'there is no such file' : String(error)}`);
  }
}

function parse(path: string, data: Buffer): ReturnType<typeof parseWav> {
  try {
    return parseWav(data);
  } catch (error) {
    if (error instanceof AudioFormatError) throw new UsageError(`cannot read ${path}: ${error.message}`);
    throw error;
  }
}
