import { writeFile } from 'node:fs/promises';
import { formatWav, resample } from '@app/audio';
import type { Playback } from '@app/client';
import type { CallerVoice } from './line/caller-voice';
import { UsageError } from './usage';

/**
 * Writes the call as the caller heard it: the caller on the left, the assistant on the right, on one clock.
 * @throws UsageError when the file cannot be written
 */
export async function saveRecording(path: string, voice: CallerVoice, heard: Playback): Promise<void> {
  const left = resample(voice.render(), voice.sampleRate, heard.sampleRate);
  try {
    await writeFile(path, formatWav([left, heard.render()], heard.sampleRate));
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
