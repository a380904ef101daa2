import { systemClock } from '@app/core';
import type { AudioFrame, Recognition, RecognitionOptions, Scope, TranscriptSink } from '@app/core';
import { brokenChecks } from '../contract';
import { FakeSpeechToText } from '../fakes/fake-speech-to-text';
import { speechToTextContract } from './speech-to-text.contract';
import type { SpeechToTextSubject } from './speech-to-text.contract';

const tone = (level: number): Int16Array => new Int16Array(8000).fill(level);

/** Understands a saying by its level, so that it needs no ears. */
class LevelListener extends FakeSpeechToText {
  constructor(
    private readonly flaw: 'none' | 'mute' | 'keeps-frames' | 'never-closes' | 'counts-wrong' = 'none',
  ) {
    super(systemClock);
  }

  override open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    const { flaw } = this;
    let utterance = 0;
    let open = true;
    let frames: AudioFrame[] = [];
    let guessed = false;
    const close = (): void => {
      if (flaw !== 'never-closes') open = false;
    };
    scope.signal.addEventListener('abort', close);
    const textOf = (heard: readonly AudioFrame[]): string => {
      const loudest = Math.max(0, ...heard.map(({ pcm }) => pcm[0] ?? 0));
      return loudest === 1000 ? 'one' : loudest === 2000 ? 'two' : '';
    };
    return {
      write: frame => {
        if (!open) return;
        frames.push(flaw === 'keeps-frames' ? frame : { ...frame, pcm: frame.pcm.slice() });
        const text = textOf(frames);
        if (guessed || text === '') return;
        guessed = true;
        sink.transcript({ type: 'partial', utterance, text, stable: false });
      },
      endUtterance: () => {
        if (!open) return;
        const number = flaw === 'counts-wrong' ? 0 : utterance;
        const heard = frames;
        utterance++;
        queueMicrotask(() => {
          if (!open || flaw === 'mute') return;
          const startMs = heard[0]?.at ?? 0;
          const endMs = heard.at(-1)?.at ?? startMs;
          const { language } = options;
          const final = {
            utterance: number,
            text: textOf(heard),
            confidence: 1,
            language,
            startMs,
            endMs,
            words: [],
          };
          sink.transcript({ type: 'final', ...final, last: true });
        });
        frames = [];
        guessed = false;
      },
      close,
    };
  }
}

const broken = (flaw: ConstructorParameters<typeof LevelListener>[0]): Promise<string[]> =>
  brokenChecks(speechToTextContract, {
    make: async (): Promise<SpeechToTextSubject> => ({
      stt: new LevelListener(flaw),
      sayings: [
        { pcm: tone(1000), text: 'one' },
        { pcm: tone(2000), text: 'two' },
      ],
    }),
  });

describe('The contract of speech to text', () => {
  it('is held by a recogniser that does as it should', async () => {
    expect(await broken('none')).toEqual([]);
  });

  it('is not held by one that keeps frames it was lent', async () => {
    expect(await broken('keeps-frames')).toContain('understands what is said');
  });

  it('is not held by one that goes on when it is closed', async () => {
    expect(await broken('never-closes')).toEqual([
      'says nothing once it is closed, and can be closed twice',
      'is closed when its call is over',
    ]);
  });

  it('is not held by one that loses count', async () => {
    expect(await broken('counts-wrong')).toContain(
      'ends each utterance with exactly one last final, and counts them from 0',
    );
  });
});
