import type { AudioFrame, SpeechToText, Transcript, VoiceError } from '@app/core';
import type { ContractCheck } from '../contract';
import { testScope } from './scope';

/** A recogniser, and two sayings it can understand: 16 kHz, without silence around them. */
export interface SpeechToTextSubject {
  readonly stt: SpeechToText;
  readonly sayings: readonly [Saying, Saying];
}

export interface Saying {
  readonly pcm: Int16Array;
  readonly text: string;
}

const RATE = 16_000;
const FRAME = 320;

/** A call to a recogniser, frame by frame, through one array that is written over: what is lent must be copied. */
class Hearing {
  readonly transcripts: Transcript[] = [];
  readonly errors: VoiceError[] = [];
  private readonly lent = new Int16Array(FRAME);
  private readonly test = testScope();
  private readonly recognition;
  private at = 0;
  private changed: () => void = () => undefined;

  constructor({ stt }: SpeechToTextSubject) {
    this.recognition = stt.open(
      { language: 'en-US', sampleRate: RATE, phrases: [] },
      {
        transcript: transcript => {
          this.transcripts.push(transcript);
          this.changed();
        },
        failed: error => {
          this.errors.push(error);
          this.changed();
        },
      },
      this.test.scope,
    );
  }

  say(pcm: Int16Array): void {
    const padded = Int16Array.from([...new Int16Array(4000), ...pcm, ...new Int16Array(4800)]);
    for (let from = 0; from + FRAME <= padded.length; from += FRAME) {
      this.lent.set(padded.subarray(from, from + FRAME));
      const frame: AudioFrame = { pcm: this.lent, sampleRate: RATE, at: this.at };
      this.recognition.write(frame);
      this.at += 20;
    }
    this.lent.fill(12_345);
  }

  pause(ms: number): void {
    this.at += ms;
  }

  end(): void {
    this.recognition.endUtterance();
  }

  close(): void {
    this.recognition.close();
  }

  abort(): void {
    this.test.abort();
  }

  /** Resolves when so many utterances have their last final. */
  async finished(utterances: number): Promise<void> {
    while (this.lasts.length < utterances) {
      if (this.errors.length > 0) throw new Error(`failed: ${this.errors[0]?.message}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.changed = resolve;
      await promise;
    }
  }

  get lasts(): Extract<Transcript, { type: 'final' }>[] {
    return this.finals.filter(final => final.last);
  }

  get finals(): Extract<Transcript, { type: 'final' }>[] {
    return this.transcripts.filter(transcript => transcript.type === 'final');
  }
}

/** Lets everything arrive that was on its way: another utterance of another call, from its first word to its last. */
async function meanwhile(subject: SpeechToTextSubject): Promise<void> {
  const other = new Hearing(subject);
  other.say(subject.sayings[0].pcm);
  other.end();
  await other.finished(1);
  other.close();
}

async function said(subject: SpeechToTextSubject, ...sayings: readonly Saying[]): Promise<Hearing> {
  const hearing = new Hearing(subject);
  for (const saying of sayings) {
    hearing.say(saying.pcm);
    hearing.end();
    hearing.pause(1000);
  }
  await hearing.finished(sayings.length);
  hearing.close();
  return hearing;
}

/** What every recogniser does. */
export const speechToTextContract: readonly ContractCheck<SpeechToTextSubject>[] = [
  {
    name: 'understands what is said',
    async run(subject) {
      const hearing = await said(subject, ...subject.sayings);
      expect(hearing.lasts.map(final => final.text)).toEqual(subject.sayings.map(saying => saying.text));
      expect(hearing.errors).toEqual([]);
    },
  },
  {
    name: 'ends each utterance with exactly one last final, and counts them from 0',
    async run(subject) {
      const [one, two] = subject.sayings;
      const hearing = await said(subject, one, two, one);
      await meanwhile(subject);
      expect(hearing.lasts.map(final => final.utterance)).toEqual([0, 1, 2]);
    },
  },
  {
    name: 'ends an utterance in which nothing was said as well',
    async run(subject) {
      const hearing = new Hearing(subject);
      hearing.end();
      hearing.say(new Int16Array(8000));
      hearing.end();
      await hearing.finished(1);
      expect(hearing.lasts[0]).toMatchObject({ utterance: 0, text: '' });
      await hearing.finished(2);
      hearing.close();
    },
  },
  {
    name: 'guesses before it is sure, and never after',
    async run(subject) {
      const { transcripts } = await said(subject, ...subject.sayings);
      let finished = -1;
      for (const transcript of transcripts) {
        expect(transcript.utterance).toBeGreaterThan(finished);
        if (transcript.type === 'final' && transcript.last) finished = transcript.utterance;
      }
      expect(transcripts.some(({ type, text }) => type === 'partial' && text !== '')).toBe(true);
    },
  },
  {
    name: 'tells times in media time, and a confidence from 0 to 1',
    async run(subject) {
      const { finals } = await said(subject, ...subject.sayings);
      let before = 0;
      for (const final of finals) {
        expect(final.confidence).toBeGreaterThanOrEqual(0);
        expect(final.confidence).toBeLessThanOrEqual(1);
        expect(final.startMs).toBeGreaterThanOrEqual(before);
        expect(final.endMs).toBeGreaterThanOrEqual(final.startMs);
        for (const word of final.words) {
          expect(word.startMs).toBeGreaterThanOrEqual(final.startMs - 1);
          expect(word.endMs).toBeLessThanOrEqual(final.endMs + 1);
        }
        before = final.endMs;
      }
    },
  },
  {
    name: 'keeps two calls at once apart',
    async run(subject) {
      const [one, two] = subject.sayings;
      const [a, b] = await Promise.all([said(subject, one, one), said(subject, two, two)]);
      expect(a.lasts.map(final => final.text)).toEqual([one.text, one.text]);
      expect(b.lasts.map(final => final.text)).toEqual([two.text, two.text]);
    },
  },
  {
    name: 'takes nothing of one call into the next',
    async run(subject) {
      const [one, two] = subject.sayings;
      const left = new Hearing(subject);
      left.say(one.pcm);
      left.close();
      const next = await said(subject, two);
      expect(next.lasts.map(final => final.text)).toEqual([two.text]);
    },
  },
  {
    name: 'says nothing once it is closed, and can be closed twice',
    async run(subject) {
      const hearing = new Hearing(subject);
      hearing.say(subject.sayings[0].pcm);
      hearing.end();
      hearing.close();
      const told = hearing.transcripts.length;
      hearing.close();
      hearing.say(subject.sayings[0].pcm);
      hearing.end();
      await meanwhile(subject);
      expect(hearing.transcripts).toHaveLength(told);
      expect(hearing.errors).toEqual([]);
    },
  },
  {
    name: 'is closed when its call is over',
    async run(subject) {
      const hearing = new Hearing(subject);
      hearing.say(subject.sayings[0].pcm);
      hearing.abort();
      const told = hearing.transcripts.length;
      hearing.end();
      await meanwhile(subject);
      expect(hearing.transcripts).toHaveLength(told);
    },
  },
];
