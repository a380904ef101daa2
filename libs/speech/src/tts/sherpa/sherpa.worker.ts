import { createRequire } from 'node:module';

/** First message to the process: how sherpa-onnx is to be set up. */
export interface SherpaSetup {
  readonly config: unknown;
}

export interface SherpaJob {
  readonly id: number;
  readonly text: string;
  readonly speaker: number;
}

export type SherpaAnswer =
  | { readonly type: 'ready'; readonly speakers: number }
  | { readonly type: 'speech'; readonly id: number; readonly pcm: Int16Array; readonly sampleRate: number }
  | { readonly type: 'failed'; readonly id: number | null; readonly message: string };

interface OfflineTts {
  readonly numSpeakers: number;
  generate(request: { text: string; sid: number; speed: number; enableExternalBuffer: boolean }): {
    readonly samples: Float32Array;
    readonly sampleRate: number;
  };
}

let tts: OfflineTts | null = null;

process.on('message', (message: SherpaSetup | SherpaJob) => {
  try {
    answer('config' in message ? setUp(message) : speak(message));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    answer({ type: 'failed', id: 'id' in message ? message.id : null, message: text });
  }
});
process.on('disconnect', () => process.exit());

function setUp({ config }: SherpaSetup): SherpaAnswer {
  // The package is optional and plain CommonJS; this file is a module of either kind.
  const load = createRequire(process.argv[1] ?? '');
  const sherpa = load('sherpa-onnx-node') as { OfflineTts: new (config: unknown) => OfflineTts };
  tts = new sherpa.OfflineTts(config);
  return { type: 'ready', speakers: tts.numSpeakers };
}

function speak({ id, text, speaker }: SherpaJob): SherpaAnswer {
  if (!tts) throw new Error('no voice was loaded');
  const { samples, sampleRate } = tts.generate({ text, sid: speaker, speed: 1, enableExternalBuffer: false });
  const pcm = Int16Array.from(samples, value => Math.max(-32768, Math.min(32767, Math.round(value * 32768))));
  return { type: 'speech', id, pcm, sampleRate };
}

function answer(message: SherpaAnswer): void {
  process.send?.(message);
}
