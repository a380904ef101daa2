import { createRequire } from 'node:module';

/** First message to the process: how sherpa-onnx is to be set up. */
export interface StreamingSetup {
  readonly type: 'setup';
  /** The package, or the path of another module of the same shape. */
  readonly engine: string;
  readonly config: unknown;
}

/** `call` names one call's recognition, `utterance` counts in it. */
export type StreamingJob =
  | {
      readonly type: 'audio';
      readonly call: number;
      readonly utterance: number;
      readonly pcm: Int16Array;
      /** Hz; the engine resamples. */
      readonly sampleRate: number;
    }
  | { readonly type: 'end'; readonly call: number; readonly utterance: number }
  /** The call is over: what was heard of it is forgotten. */
  | { readonly type: 'forget'; readonly call: number };

/** What the engine made of one utterance. */
export interface StreamingResult {
  readonly text: string;
  /** Pieces of words; one that begins a word has `▁` or a blank before it. */
  readonly tokens: readonly string[];
  /** When each token was heard, seconds from the start of the utterance's audio. */
  readonly timestamps: readonly number[];
  /** Natural logarithm of each token's probability; empty where the model does not tell. */
  readonly ys_probs?: readonly number[];
}

export type StreamingAnswer =
  | { readonly type: 'ready' }
  | {
      readonly type: 'partial';
      readonly call: number;
      readonly utterance: number;
      readonly text: string;
      /** Audio of the utterance heard so far, ms. */
      readonly heardMs: number;
    }
  | {
      readonly type: 'final';
      readonly call: number;
      readonly utterance: number;
      readonly result: StreamingResult;
      readonly heardMs: number;
    }
  /** Nothing more can be recognised by this process. */
  | { readonly type: 'failed'; readonly message: string };

interface OnlineStream {
  acceptWaveform(audio: { samples: Float32Array; sampleRate: number }): void;
  inputFinished(): void;
}

interface OnlineRecognizer {
  createStream(): OnlineStream;
  isReady(stream: OnlineStream): boolean;
  decode(stream: OnlineStream): void;
  getResult(stream: OnlineStream): StreamingResult;
}

interface Hearing {
  readonly stream: OnlineStream;
  readonly sampleRate: number;
  heardMs: number;
}

/** Silence after the last word: a streaming encoder gives words out only once it has seen what follows. */
const TAIL_SECONDS = 0.8;

const NOTHING: StreamingResult = { text: '', tokens: [], timestamps: [] };

let recognizer: OnlineRecognizer | null = null;
/** The unfinished utterance of each call. */
const hearings = new Map<number, Hearing>();

process.on('message', (message: StreamingSetup | StreamingJob) => {
  try {
    work(message);
  } catch (error) {
    answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit());

function work(message: StreamingSetup | StreamingJob): void {
  switch (message.type) {
    case 'setup':
      recognizer = load(message);
      answer({ type: 'ready' });
      return;
    case 'audio':
      hear(loaded(), message);
      return;
    case 'end':
      finish(loaded(), message.call, message.utterance);
      return;
    case 'forget':
      hearings.delete(message.call);
  }
}

function load({ engine, config }: StreamingSetup): OnlineRecognizer {
  // The package is optional and plain CommonJS; this file is a module of either kind.
  const sherpa = createRequire(process.argv[1] ?? '')(engine) as {
    OnlineRecognizer: new (config: unknown) => OnlineRecognizer;
  };
  return new sherpa.OnlineRecognizer(config);
}

function loaded(): OnlineRecognizer {
  if (!recognizer) throw new Error('no model was loaded');
  return recognizer;
}

function hear(engine: OnlineRecognizer, job: Extract<StreamingJob, { type: 'audio' }>): void {
  const { call, utterance, pcm, sampleRate } = job;
  let hearing = hearings.get(call);
  if (!hearing) {
    hearing = { stream: engine.createStream(), sampleRate, heardMs: 0 };
    hearings.set(call, hearing);
  }
  hearing.stream.acceptWaveform({ samples: Float32Array.from(pcm, sample => sample / 32768), sampleRate });
  hearing.heardMs += (pcm.length * 1000) / sampleRate;
  decode(engine, hearing.stream);
  const { text } = engine.getResult(hearing.stream);
  answer({ type: 'partial', call, utterance, text, heardMs: hearing.heardMs });
}

function finish(engine: OnlineRecognizer, call: number, utterance: number): void {
  const hearing = hearings.get(call);
  hearings.delete(call);
  if (!hearing) {
    answer({ type: 'final', call, utterance, result: NOTHING, heardMs: 0 });
    return;
  }
  const { stream, sampleRate, heardMs } = hearing;
  stream.acceptWaveform({ samples: new Float32Array(Math.round(sampleRate * TAIL_SECONDS)), sampleRate });
  stream.inputFinished();
  decode(engine, stream);
  answer({ type: 'final', call, utterance, result: engine.getResult(stream), heardMs });
}

function decode(engine: OnlineRecognizer, stream: OnlineStream): void {
  while (engine.isReady(stream)) engine.decode(stream);
}

function answer(message: StreamingAnswer): void {
  process.send?.(message);
}
