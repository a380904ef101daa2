import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@app/config';
import type { SynthesisRequest } from '@app/core';
import { handshakeDefaults } from '@app/protocol';

/** A line in another language than calls are begins with its tag: `[zh-CN] 您好。` */
const TAGGED = /^\[([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\]\s*(.+)$/;

/** Sentences as calls want them that ask for nothing else. */
export function commonRequests(sentences: readonly string[], language: string): SynthesisRequest[] {
  return [...new Set(sentences)].map(sentence => {
    const [, tag = language, text = sentence] = TAGGED.exec(sentence) ?? [];
    return { text, language: tag, voice: null, sampleRate: handshakeDefaults.rate };
  });
}

/** The sentences of an operator's file, one a line; lines that begin with # are not read. @throws ConfigurationError */
export function readSentences(file: string): string[] {
  if (file === '') return [];
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    return lines.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
  } catch {
    throw new ConfigurationError([`CACHE_PRELOAD_FILE: cannot be read`]);
  }
}
