import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { pinning } from '../processes/pinned';
import type { Machine } from '../report/load-report';

const GB = 1024 ** 3;

export function thisMachine(): Machine {
  const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / GB),
    kernel: `${type()} ${release()}`,
    pinned: pinning,
    node: process.version,
    version,
    // All of them are pinned to one version there.
    ws: dependencies['ws'] ?? '',
    speechSdk: dependencies['microsoft-cognitiveservices-speech-sdk'] ?? '',
  };
}
