import type { Millis } from '@app/core';
import type { PhraseFault } from '../faults/fault';
import type { SpeechPeer } from '../server/speech-peer';
import { failure, hypothesis, success } from './phrase-messages';
import type { PhrasePlace } from './phrase-messages';
import type { RecognitionRequest } from './recognition-request';
import type { Ear, EarSink, Heard } from './recognizer';

/** What a phrase needs of the turn it belongs to. */
export interface PhraseTurn {
  readonly peer: SpeechPeer;
  readonly request: RecognitionRequest;
  send(path: string, body: object): void;
  /** What there was to say of a phrase can be said. */
  settled(): void;
}

/** One phrase: from its first sound to its final. */
export class SpokenPhrase implements EarSink {
  /** Its final messages, once they may be sent; empty where there are none. */
  finals: readonly object[] | null = null;
  private ear: Ear | null = null;
  private spokenMs: Millis = 0;
  private soundedAt: Millis;
  private partialDue: Millis = 0;

  constructor(
    private readonly turn: PhraseTurn,
    private readonly onsetMs: Millis,
    private readonly faults: readonly PhraseFault[],
  ) {
    this.soundedAt = turn.peer.emulation.clock.now();
  }

  listenWith(ear: Ear): void {
    this.ear = ear;
  }

  hear(pcm: Int16Array, loud: boolean): void {
    if (loud) this.soundedAt = this.turn.peer.emulation.clock.now();
    this.ear?.hear(pcm);
  }

  end(spokenMs: Millis): void {
    this.spokenMs = spokenMs;
    this.ear?.end(spokenMs);
  }

  close(): void {
    this.ear?.close();
    this.ear = null;
  }

  partial(text: string, untilMs: Millis): void {
    const { peer, request } = this.turn;
    const now = peer.emulation.clock.now();
    // Drawn delays differ, but a partial never overtakes the one before.
    this.partialDue = Math.max(this.partialDue, now + peer.delay('stt-partial'));
    peer.timers.after(this.partialDue - now, () => {
      if (this.finals) return;
      this.turn.send('speech.hypothesis', hypothesis(text, this.place(untilMs), request));
    });
  }

  final(heard: Heard): void {
    const { peer } = this.turn;
    const now = peer.emulation.clock.now();
    const late = this.faults.reduce((ms, fault) => ms + (fault.kind === 'late-final' ? fault.ms : 0), 0);
    const wait = Math.max(0, this.soundedAt + peer.delay('stt-final') - now) + late;
    peer.timers.after(wait, () => {
      this.finals = this.finalsOf(heard);
      this.turn.settled();
    });
  }

  private finalsOf(heard: Heard): object[] {
    const { request } = this.turn;
    const place = this.place(this.spokenMs);
    let said = heard;
    let status = heard.text === '' ? 'NoMatch' : 'Success';
    let times = 1;
    for (const fault of this.faults) {
      if (fault.kind === 'never-final') return [];
      if (fault.kind === 'phrase-status') status = fault.status;
      if (fault.kind === 'duplicate-phrase') times++;
      if (fault.kind === 'empty-transcript') [said, status] = [{ ...heard, text: '', words: [] }, 'Success'];
      if (fault.kind === 'contradicting-final')
        [said, status] = [{ ...heard, text: fault.text, words: [] }, 'Success'];
    }
    const body = status === 'Success' ? success(said, place, request) : failure(status, place);
    return Array.from({ length: times }, () => body);
  }

  private place(spokenMs: Millis): PhrasePlace {
    return { onsetMs: this.onsetMs, spokenMs };
  }
}
