import { parentPort, workerData } from 'node:worker_threads';
import createModule from 'soundswallower';
import type { Evidence } from './judgement';

/** What the thread is started with. */
export interface RecogniserSetup {
  readonly modelFolder: string;
  readonly words: readonly (readonly [string, string])[];
  readonly jsgf: string;
}

/** `session` names the call; answers carry it, so that none reaches the next one. */
export type RecogniserJob =
  | { readonly type: 'audio'; readonly session: number; readonly pcm: Int16Array }
  | { readonly type: 'end'; readonly session: number };

export interface RecognisedWord {
  readonly text: string;
  /** Seconds from the start of the utterance's audio. */
  readonly start: number;
  readonly end: number;
}

/** The best path through the grammar so far, and what speaks for it. */
export interface Hypothesis {
  readonly words: readonly RecognisedWord[];
  readonly evidence: Evidence;
}

/** `utterance` counts from 0 in each session. */
export type RecogniserAnswer =
  | { readonly type: 'ready' }
  | {
      readonly type: 'partial' | 'final';
      readonly session: number;
      readonly utterance: number;
      /** Audio of the utterance that was searched, ms. */
      readonly heardMs: number;
      readonly best: Hypothesis;
    };

/** The part of the decoder that is used here; its own types leave some of it out. */
interface Decoder {
  readonly cdecoder: number;
  initialize(): Promise<unknown>;
  reinitialize_audio(): Promise<void>;
  set_config(key: string, value: string): boolean;
  start(): void;
  stop(): void;
  process_audio(pcm: Float32Array): number;
  spectrogram(pcm: Float32Array): {
    readonly data: Float32Array;
    readonly nfr: number;
    readonly nfeat: number;
  };
  get_alignment(): { readonly w?: readonly { t: string; b: number; d: number }[] };
  add_words(...words: (readonly [string, string])[]): void;
  set_grammar(jsgf: string): void;
}

interface Module {
  readonly HEAP32: Int32Array;
  readonly Decoder: new (config: Record<string, string | number>) => Decoder;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  /** Writes the path's score where the pointer shows. */
  _decoder_hyp(decoder: number, score: number): number;
}

/** Hz of the acoustic model. */
const RATE = 8000;

/** The level and colour of the line are measured on this much of an utterance before its search begins. */
const MEASURED = RATE * 0.8;

/** Cepstral coefficients of the model, and the lifter its features are weighted with (its feat.params). */
const COEFFICIENTS = 13;
const LIFTER = 22;

const FRAMES_A_SECOND = 100;
const PAUSE = 'xs';
const NO_WORD = /^(<.*>|\(null\))$/i;

const setup = workerData as RecogniserSetup;
const port = parentPort!;
let engine: Module;
let decoder: Decoder;

let session = -1;
let utterance = 0;
/** Audio of the utterance until its search begins. */
let early: Float32Array[] = [];
let earlySamples = 0;
let searching = false;
let searched = 0;

async function start(): Promise<void> {
  engine = (await createModule({ modelBase: setup.modelFolder } as never)) as unknown as Module;
  // No dictionary is loaded (it has 134,000 words): those of the grammar are added one by one.
  decoder = new engine.Decoder({ samprate: RATE, loglevel: 'FATAL', dict: '/none', lw: 1 });
  await decoder.initialize();
  decoder.add_words(...setup.words);
  decoder.set_grammar(setup.jsgf);
}

function joined(): Float32Array {
  const whole = new Float32Array(earlySamples);
  let at = 0;
  for (const piece of early) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * The mean cepstrum of a stretch of sound: what the decoder takes off each frame, so that line and voice level do not
 * matter. It would adapt by itself, but too late for the first words of a call.
 */
function cepstralMean(sound: Float32Array): string | null {
  const { data, nfr, nfeat } = decoder.spectrogram(sound);
  const mean = new Float64Array(COEFFICIENTS);
  let frames = 0;
  for (let frame = 0; frame < nfr; frame++) {
    const bands = data.subarray(frame * nfeat, (frame + 1) * nfeat);
    const cepstrum = Array.from(mean, (_, k) => coefficient(bands, k));
    // Below zero energy there was no sound at all.
    if (cepstrum[0]! < 0) continue;
    frames++;
    for (let k = 0; k < COEFFICIENTS; k++) mean[k]! += cepstrum[k]!;
  }
  return frames === 0 ? null : Array.from(mean, sum => (sum / frames).toFixed(3)).join();
}

/** One coefficient of the liftered discrete cosine transform of a frame's log energies. */
function coefficient(bands: Float32Array, k: number): number {
  let sum = 0;
  for (let band = 0; band < bands.length; band++) {
    sum += bands[band]! * Math.cos((Math.PI * k * (band + 0.5)) / bands.length);
  }
  const orthonormal = Math.sqrt((k === 0 ? 1 : 2) / bands.length);
  return sum * orthonormal * (1 + (LIFTER / 2) * Math.sin((Math.PI * k) / LIFTER));
}

async function beginSearch(): Promise<void> {
  const sound = joined();
  // Before the measurement too: the spectrogram would otherwise bear the noise estimate of the utterance before.
  await decoder.reinitialize_audio();
  const mean = cepstralMean(sound.subarray(0, MEASURED));
  if (mean !== null) decoder.set_config('cmninit', mean);
  await decoder.reinitialize_audio();
  decoder.start();
  searching = true;
  search(sound);
}

function search(sound: Float32Array): void {
  decoder.process_audio(sound);
  searched += sound.length;
}

async function takeAudio(pcm: Int16Array): Promise<void> {
  const samples = Float32Array.from(pcm, sample => sample / 32768);
  if (searching) search(samples);
  else {
    early.push(samples);
    earlySamples += samples.length;
    if (earlySamples < MEASURED) return;
    await beginSearch();
  }
  tell('partial', hypothesis());
}

function hypothesis(): Hypothesis {
  const pointer = engine._malloc(4);
  engine._decoder_hyp(decoder.cdecoder, pointer);
  const pathScore = engine.HEAP32[pointer >> 2]!;
  engine._free(pointer);
  const words: RecognisedWord[] = [];
  let [speech, other, phrases] = [0, 0, 1];
  for (const { t, b, d } of decoder.get_alignment().w ?? []) {
    if (t === PAUSE || NO_WORD.test(t)) other += d;
    else {
      speech += d;
      words.push({ text: t.replace(/\(\d+\)$/, ''), start: b, end: b + d });
    }
    if (t === PAUSE) phrases++;
  }
  const frames = { speechFrames: speech * FRAMES_A_SECOND, otherFrames: other * FRAMES_A_SECOND };
  return { words, evidence: { pathScore, ...frames, phrases } };
}

const nothing: Hypothesis = {
  words: [],
  evidence: { pathScore: 0, speechFrames: 0, otherFrames: 0, phrases: 1 },
};

function tell(type: 'partial' | 'final', best: Hypothesis): void {
  const heardMs = (searched * 1000) / RATE;
  port.postMessage({ type, session, utterance, heardMs, best } satisfies RecogniserAnswer);
}

async function endUtterance(): Promise<void> {
  // Too short to hold a word.
  if (!searching && earlySamples < RATE * 0.1) {
    tell('final', nothing);
    return;
  }
  if (!searching) await beginSearch();
  decoder.stop();
  tell('final', hypothesis());
}

function forget(): void {
  early = [];
  earlySamples = 0;
  searching = false;
  searched = 0;
}

async function work(job: RecogniserJob): Promise<void> {
  if (job.session !== session) {
    if (searching) decoder.stop();
    forget();
    session = job.session;
    utterance = 0;
  }
  if (job.type === 'audio') {
    await takeAudio(job.pcm);
    return;
  }
  await endUtterance();
  forget();
  utterance++;
}

/** One job after the other; a failure ends the thread, and its call is told. */
let last: Promise<void> = start().then(() => port.postMessage({ type: 'ready' } satisfies RecogniserAnswer));
port.on('message', (job: RecogniserJob) => {
  last = last.then(() => work(job));
});
