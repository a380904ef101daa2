import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseWav } from '@app/audio';
import { ProviderError } from '@app/core';
import type { Millis } from '@app/core';

export interface EspeakSpeech {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

const PATIENCE_MS: Millis = 10_000;

/** espeak-ng's name for a language: Mandarin is `cmn`. */
const voiceOf = (language: string): string => {
  const [primary = 'en'] = language.toLowerCase().split('-');
  return primary === 'zh' ? 'cmn' : primary;
};

/** The program on the PATH, or null. It is GPL and stays a program of its own. */
export function findEspeak(path: string = process.env['PATH'] ?? ''): string | null {
  for (const folder of path.split(delimiter)) {
    const program = join(folder, 'espeak-ng');
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      continue;
    }
  }
  return null;
}

/** Speaks by a child process without a shell: text in, WAV out. It is killed when the signal aborts. */
export function espeak(
  program: string,
  text: string,
  language: string,
  signal: AbortSignal,
): Promise<EspeakSpeech> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['--stdin', '--stdout', '-v', voiceOf(language)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      signal,
      timeout: PATIENCE_MS,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', status => {
      if (status !== 0) {
        reject(new ProviderError('embedded', 'transient', `espeak-ng ended with status ${status ?? 'none'}`));
        return;
      }
      const { pcm, sampleRate } = parseWav(Buffer.concat(chunks));
      resolve({ pcm, sampleRate });
    });
    child.stdin.end(text);
  });
}
