import { parentPort, workerData } from 'node:worker_threads';
import createModule from 'soundswallower';

/** What the thread is started with. */
export interface RecogniserSetup {
  readonly modelFolder: string;
  readonly fillers: string;
  readonly words: readonly (readonly [string, string])[];
  readonly jsgf: string;
}

/** `session` names the call; answers carry it, so that none reaches the next one. */
export type RecogniserJob =
  | { readonly type: 'audio'; readonly session: number; readonly pcm: Int16Array }
  | { readonly type: 'end'; readonly session: number; readonly utterance: number };

export interface RecognisedWord {
  readonly text: string;
  /** Seconds from the start of the utterance's audio. */
  readonly start: number;
  readonly end: number;
  /** The decoder's own posterior, 0–1. */
  readonly probability: number;
}

export type RecogniserAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'partial'; readonly session: number; readonly text: string; readonly heardMs: number }
  | {
      readonly type: 'final';
      readonly session: number;
      readonly utterance: number;
      readonly words: RecognisedWord[];
    };

/** The part of the decoder that is used here; some of it its own types leave out. */
interface Decoder {
  readonly cdecoder: number;
  initialize(): Promise<unknown>;
  reinitialize_audio(): Promise<void>;
  start(): void;
  stop(): void;
  process_audio(pcm: Float32Array, noSearch?: boolean, fullUtterance?: boolean): number;
  get_text(): string;
  get_alignment(): { readonly w?: readonly { t: string; b: number; d: number; p: number }[] };
  add_words(...words: (readonly [string, string])[]): void;
  set_grammar(jsgf: string): void;
}

interface Module {
  readonly HEAPU8: Uint8Array;
  readonly Decoder: new (config: Record<string, string | number>) => Decoder;
  _malloc(bytes: number): number;
  _s3file_init(pointer: number, length: number): number;
  _decoder_init_dict_s3file(decoder: number, replace: number, file: number): number;
}

/** Hz of the acoustic model. */
const RATE = 8000;

/** The level and colour of the line are learnt from this much of an utterance before its search begins. */
const LEARN_SAMPLES = RATE * 0.8;

/** Narrower than the decoder's own: a quarter less CPU, and on 250 phrases not one result changed. */
const BEAMS = { beam: 1e-40, pbeam: 1e-40, wbeam: 1e-25 };

const FILLER = /^(xx[a-z]+|xs|<.*>|\(null\))$/i;

const setup = workerData as RecogniserSetup;
const port = parentPort!;
let decoder: Decoder;

let session = -1;
/** Audio of the utterance until its search begins. */
let early: Float32Array[] = [];
let earlySamples = 0;
let searching = false;
let heard = 0;
let lastText = '';

async function start(): Promise<Decoder> {
  const module = (await createModule({ modelBase: setup.modelFolder } as never)) as unknown as Module;
  const { Decoder } = module;
  /** The dictionary of 134,000 words is not loaded: those of the grammar are added one by one. */
  class SmallDecoder extends Decoder {
    async init_dict(): Promise<void> {
      const bytes = new TextEncoder().encode(`${setup.fillers}\0`);
      const pointer = module._malloc(bytes.length);
      module.HEAPU8.set(bytes, pointer);
      const file = module._s3file_init(pointer, bytes.length - 1);
      if (!module._decoder_init_dict_s3file(this.cdecoder, 0, file)) throw new Error('no dictionary');
    }
  }
  const made = new SmallDecoder({
    samprate: RATE,
    loglevel: 'FATAL',
    lw: 1,
    fillprob: 1e-100,
    silprob: 0.1,
    ...BEAMS,
  });
  await made.initialize();
  if (setup.words.length > 0) made.add_words(...setup.words);
  made.set_grammar(setup.jsgf);
  return made;
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

/** Learns the line from what has come, then searches it. */
async function beginSearch(): Promise<void> {
  const audio = joined();
  await decoder.reinitialize_audio();
  decoder.start();
  decoder.process_audio(audio.subarray(0, LEARN_SAMPLES), true, true);
  decoder.stop();
  decoder.start();
  decoder.process_audio(audio);
  early = [];
  searching = true;
}

async function takeAudio(pcm: Int16Array): Promise<void> {
  const samples = Float32Array.from(pcm, sample => sample / 32768);
  heard += samples.length;
  if (searching) decoder.process_audio(samples);
  else {
    early.push(samples);
    earlySamples += samples.length;
    if (earlySamples < LEARN_SAMPLES) return;
    await beginSearch();
  }
  tellPartial();
}

function tellPartial(): void {
  const text = decoder
    .get_text()
    .split(' ')
    .filter(word => !FILLER.test(word))
    .join(' ');
  const stable = text === lastText;
  lastText = text;
  if (text !== '' || !stable) {
    port.postMessage({
      type: 'partial',
      session,
      text,
      heardMs: (heard * 1000) / RATE,
    } satisfies RecogniserAnswer);
  }
}

/** What was said, now that all of it was heard; an utterance too short to hold a phrase holds none. */
async function endUtterance(): Promise<RecognisedWord[]> {
  if (!searching) {
    if (earlySamples < RATE * 0.1) return [];
    await decoder.reinitialize_audio();
    decoder.start();
    decoder.process_audio(joined(), false, true);
  }
  decoder.stop();
  return (decoder.get_alignment().w ?? [])
    .filter(({ t }) => !FILLER.test(t))
    .map(({ t, b, d, p }) => ({ text: t.replace(/\(\d+\)$/, ''), start: b, end: b + d, probability: p }));
}

function forget(): void {
  early = [];
  earlySamples = 0;
  searching = false;
  heard = 0;
  lastText = '';
}

async function work(job: RecogniserJob): Promise<void> {
  if (job.session !== session) {
    if (searching) decoder.stop();
    forget();
    session = job.session;
  }
  if (job.type === 'audio') {
    await takeAudio(job.pcm);
    return;
  }
  const words = await endUtterance();
  forget();
  const { utterance } = job;
  port.postMessage({ type: 'final', session, utterance, words } satisfies RecogniserAnswer);
}

/** One job after the other; a failure ends the thread, and its call is told. */
let last: Promise<void> = start().then(made => {
  decoder = made;
  port.postMessage({ type: 'ready' } satisfies RecogniserAnswer);
});
port.on('message', (job: RecogniserJob) => {
  last = last.then(() => work(job));
});
