import type { Millis } from '@app/core';
import { PlannedEar } from '../planned-ear';
import type { Identifier } from '../planned-ear';
import type { Ear, EarSink, Listening, Recognizer } from '../recognizer';
import type { Utterance } from '../utterance';
import { MARKER_MS, readMarker } from './marker';

/** Hears what the driver of a load test has written down under the number that lies in the sound. */
export class TrackRecognizer implements Recognizer {
  private readonly texts = new Map<number, Utterance>();

  /** What stands for each number; others keep theirs. */
  use(track: Readonly<Record<string, string | Utterance>>): void {
    for (const [id, said] of Object.entries(track))
      this.texts.set(Number(id), typeof said === 'string' ? { text: said } : said);
  }

  listen(listening: Listening, sink: EarSink): Ear {
    return new PlannedEar(new MarkerIdentifier(listening.sampleRate, this.texts), listening, sink);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Reads one window after the other until a marker is found; only the sound itself is looked at, not what went before. */
class MarkerIdentifier implements Identifier {
  private readonly window: Int16Array;
  private filled = 0;

  constructor(
    private readonly sampleRate: number,
    private readonly texts: ReadonlyMap<number, Utterance>,
  ) {
    this.window = new Int16Array((sampleRate * MARKER_MS) / 1000);
  }

  identify(pcm: Int16Array, atMs: Millis): Utterance | null {
    let from = Math.max(0, Math.round((-atMs * this.sampleRate) / 1000));
    while (from < pcm.length) {
      const part = pcm.subarray(from, from + this.window.length - this.filled);
      this.window.set(part, this.filled);
      this.filled += part.length;
      from += part.length;
      if (this.filled < this.window.length) continue;
      this.filled = 0;
      const id = readMarker(this.window, this.sampleRate);
      if (id !== null) return this.texts.get(id) ?? { text: `marker ${id}` };
    }
    return null;
  }

  giveUp(): Utterance {
    return { text: '' };
  }
}
