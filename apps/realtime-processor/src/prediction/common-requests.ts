import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@app/config';
import { sentencesIn } from '@app/conversation';
import type { SynthesisRequest } from '@app/core';
import { handshakeDefaults } from '@app/protocol';

/** A line in another language than calls are begins with its tag: `[zh-CN] 您好。` */
const TAGGED = /^\[([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\]\s*(.+)$/;

/** The sentences of these texts, as calls want them that ask for nothing else. */
export function commonRequests(texts: readonly string[], language: string): SynthesisRequest[] {
  return [...new Set(texts)].flatMap(line => {
    const [, tag = language, text = line] = TAGGED.exec(line) ?? [];
    const voicing = { language: tag, voice: null, sampleRate: handshakeDefaults.rate };
    return sentencesIn(text).map(sentence => ({ ...voicing, text: sentence }));
  });
}

/** The texts of an operator's file, one a line; lines that begin with # are not read. @throws ConfigurationError */
export function readTexts(file: string): string[] {
  if (file === '') return [];
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    return lines.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
  } catch {
    throw new ConfigurationError(['CACHE_PRELOAD_FILE: cannot be read']);
  }
}
