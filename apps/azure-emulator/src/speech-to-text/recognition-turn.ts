import type { Millis } from '@app/core';
import type { Answer } from '../faults/answer';
import type { Fault, Position } from '../faults/fault';
import { randomId } from '../server/speech-peer';
import type { SpeechPeer } from '../server/speech-peer';
import { HEADER_BYTES, hasHeader, readHeader, usualFormat } from '../wire/input-format';
import type { InputFormat } from '../wire/input-format';
import { ticks } from '../wire/ticks';
import { AudioTally } from './audio-tally';
import { failure } from './phrase-messages';
import type { RecognitionRequest } from './recognition-request';
import type { Recognizer } from './recognizer';
import { SpeechGate } from './speech-gate';
import type { GateListener } from './speech-gate';
import { SpokenPhrase } from './spoken-phrase';
import type { PhraseTurn } from './spoken-phrase';

/** The service cuts a phrase that does not end. */
const LONGEST_PHRASE_MS: Millis = 30_000;

/** One turn of the protocol: the audio under one request id and what is heard in it. */
export class RecognitionTurn implements GateListener, PhraseTurn {
  private readonly answer: Answer;
  private readonly faults: readonly Fault[];
  private readonly tally = new AudioTally();
  private format: InputFormat | null = null;
  private gate: SpeechGate | null = null;
  private phrase: SpokenPhrase | null = null;
  /** Phrases whose final was not sent, in order. */
  private readonly open: SpokenPhrase[] = [];
  private silentSinceMs: Millis = 0;
  private over = false;

  constructor(
    readonly peer: SpeechPeer,
    private readonly id: string,
    readonly request: RecognitionRequest,
    private readonly recognizer: Recognizer,
  ) {
    this.faults = peer.streamFaults();
    this.answer = peer.answer(this.faults);
  }

  /**
   * A piece of audio; nothing is the end of it.
   * @throws WireError for audio that is not read
   */
  hear(data: Buffer): void {
    if (this.over) return;
    if (data.length === 0) return this.endOfAudio();
    const header = this.format === null && hasHeader(data);
    const format = (this.format ??= header ? readHeader(data) : usualFormat());
    const gate = (this.gate ??= this.begin(format));
    const audio = header ? data.subarray(HEADER_BYTES) : data;
    if (audio.length === 0) return;
    const ms = (audio.length / format.bytesPerSample / format.sampleRate) * 1000;
    this.tally.add(audio.length, ms, this.peer.emulation.clock.now());
    const pcm = format.decode(audio);
    this.peer.emulation.recordings.add(this.id, pcm, format.sampleRate);
    gate.process(pcm);
    if (!gate.speaking) this.mindSilence(gate.elapsedMs);
    this.answer.received(ms);
    if (this.faults.some(fault => fault.kind === 'end-turn' && this.isDue(fault))) this.endTurn();
  }

  /** The connection is gone, or the client has begun another turn. */
  close(): void {
    this.over = true;
    for (const phrase of this.open) phrase.close();
    this.open.length = 0;
  }

  send(path: string, body: object): void {
    if (!this.over) this.peer.text(this.answer, this.id, path, body);
  }

  settled(): void {
    while (this.open[0]?.finals && !this.over) {
      for (const body of this.open.shift()?.finals ?? []) this.send('speech.phrase', body);
      if (this.request.mode === 'interactive') return this.endTurn();
    }
    if (this.tally.ended && this.open.length === 0) this.endTurn();
  }

  started(onsetMs: Millis, heard: Int16Array, preRollMs: Millis): void {
    const { peer, request, format } = this;
    this.send('speech.startDetected', { Offset: ticks(onsetMs) });
    const phrase = new SpokenPhrase(this, onsetMs, peer.phraseFaults());
    this.open.push(phrase);
    const { connection } = peer.visit;
    const listening = { connection, language: request.language, sampleRate: format!.sampleRate, preRollMs };
    phrase.listenWith(this.recognizer.listen(listening, phrase));
    phrase.hear(heard, true);
    this.phrase = phrase;
  }

  spoke(pcm: Int16Array, loud: boolean): void {
    this.phrase?.hear(pcm, loud);
  }

  ended(spokenMs: Millis): void {
    const { phrase } = this;
    this.phrase = null;
    this.silentSinceMs = this.gate?.elapsedMs ?? 0;
    phrase?.end(spokenMs);
  }

  private begin(format: InputFormat): SpeechGate {
    this.tally.begin(format);
    this.peer.log('audio', this.id, this.tally);
    this.send('turn.start', { context: { serviceTag: randomId() } });
    const { settings } = this.peer.emulation;
    return new SpeechGate(
      format.sampleRate,
      {
        levelDb: settings.speechLevelDb,
        silenceMs: this.request.segmentationMs ?? settings.segmentationMs,
        longestMs: LONGEST_PHRASE_MS,
      },
      this,
    );
  }

  private mindSilence(elapsedMs: Millis): void {
    const { initialSilenceMs, mode } = this.request;
    if (
      initialSilenceMs === null ||
      this.open.length > 0 ||
      elapsedMs - this.silentSinceMs < initialSilenceMs
    )
      return;
    const place = { onsetMs: this.silentSinceMs, spokenMs: elapsedMs - this.silentSinceMs };
    this.silentSinceMs = elapsedMs;
    this.send('speech.phrase', failure('InitialSilenceTimeout', place));
    if (mode === 'interactive') this.endTurn();
  }

  private endOfAudio(): void {
    this.tally.ended = true;
    // A client may have nothing to say at all, but the turn is one.
    this.gate ??= this.begin((this.format ??= usualFormat()));
    this.gate.end();
    this.settled();
  }

  private endTurn(): void {
    if (this.over) return;
    this.send('speech.endDetected', { Offset: ticks(this.gate?.elapsedMs ?? 0) });
    if (!this.faults.some(fault => fault.kind === 'never-end')) this.send('turn.end', {});
    this.close();
  }

  private isDue({ audioMs = 0 }: Position): boolean {
    return this.tally.ms >= audioMs;
  }
}
