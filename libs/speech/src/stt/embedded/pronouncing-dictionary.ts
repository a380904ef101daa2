import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pronunciations } from './grammar';
import { MODEL_FOLDER } from './model-folder';

/** Reads the pronunciations of these words out of the model's dictionary (134,000 words; the rest is not kept). */
export function readPronunciations(words: ReadonlySet<string>): Pronunciations {
  const found = new Map<string, string[]>();
  const file = readFileSync(join(MODEL_FOLDER, 'en-us', 'dict.txt'), 'latin1');
  for (const line of file.split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0 || line.startsWith(';;;')) continue;
    const word = line.slice(0, space).replace(/\(\d+\)$/, '');
    if (!words.has(word)) continue;
    const known = found.get(word) ?? [];
    known.push(line.slice(space + 1).trim());
    found.set(word, known);
  }
  return found;
}
