import type { Clock, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import { brokenChecks } from '../contract';
import { FakeTextToSpeech } from '../fakes/fake-text-to-speech';
import { VirtualClock } from '../virtual-clock';
import { testScope } from './scope';
import { textToSpeechContract } from './text-to-speech.contract';

const broken = (make: () => TextToSpeech): Promise<string[]> =>
  brokenChecks(textToSpeechContract, { make: async () => make() });

class Silent extends FakeTextToSpeech {
  override async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    for await (const part of super.synthesize(request, scope)) {
      if (part.type === 'pcm') part.frame.pcm.fill(0);
      yield part;
    }
  }
}

class Unstoppable extends FakeTextToSpeech {
  override synthesize(request: SynthesisRequest): AsyncGenerator<SpeechPart> {
    return super.synthesize(request, testScope().scope);
  }
}

class Mumbling extends FakeTextToSpeech {
  override async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    for await (const part of super.synthesize(request, scope)) {
      yield part.type === 'word' ? { ...part, text: 'um' } : part;
    }
  }
}

type Parts = AsyncGenerator<SpeechPart>;

/** A fake whose stream is spoilt. */
function spoilt(
  clock: Clock,
  spoil: (parts: Parts, request: SynthesisRequest, scope: Scope) => AsyncIterable<SpeechPart>,
): TextToSpeech {
  const fake = new FakeTextToSpeech(clock);
  return {
    name: 'broken',
    health: () => fake.health(),
    close: () => fake.close(),
    synthesize: (request, scope) => spoil(fake.synthesize(request, scope), request, scope),
  };
}

async function* changed(parts: Parts, change: (part: SpeechPart, index: number) => SpeechPart): Parts {
  let index = 0;
  for await (const part of parts) yield change(part, index++);
}

async function* refused(parts: Parts, refuses: boolean): Parts {
  if (refuses) throw new Error('not that one');
  yield* parts;
}

describe('The contract of text to speech', () => {
  const clock = new VirtualClock();

  it('is held by the fake the other tests use', async () => {
    expect(await broken(() => new FakeTextToSpeech(clock))).toEqual([]);
  });

  it('is not held by a synthesiser that stays silent', async () => {
    expect(await broken(() => new Silent(clock))).toContain(
      'speaks a sentence, neither hurried nor drawn out, and not silently',
    );
  });

  it('is not held by one that goes on after its turn', async () => {
    expect(await broken(() => new Unstoppable(clock))).toEqual(
      expect.arrayContaining(['stops when the turn is over', 'does not begin for a turn that is over']),
    );
  });

  it('is not held by one that times words nobody asked for', async () => {
    expect(await broken(() => new Mumbling(clock))).toEqual([
      'times its words in order, within the audio, if it times them',
    ]);
  });

  it('is not held by one that changes its rate in the middle', async () => {
    const drifting = (parts: Parts): Parts =>
      changed(parts, (part, index) =>
        part.type === 'pcm' && index % 2 === 0
          ? { type: 'pcm', frame: { ...part.frame, sampleRate: part.frame.sampleRate / 2 } }
          : part,
      );
    expect(await broken(() => spoilt(clock, drifting))).toContain(
      'keeps one sample rate, and says where each piece belongs',
    );
  });

  it('is not held by one whose words come out of order', async () => {
    const muddled = (parts: Parts): Parts =>
      changed(parts, part => (part.type === 'word' ? { ...part, startMs: 1000 - part.startMs } : part));
    expect(await broken(() => spoilt(clock, muddled))).toEqual([
      'times its words in order, within the audio, if it times them',
    ]);
  });

  it('is not held by one that is choosy about voices', async () => {
    const choosy = (parts: Parts, { voice }: SynthesisRequest): Parts => refused(parts, voice !== null);
    expect(await broken(() => spoilt(clock, choosy))).toEqual([
      'falls back to another voice for one it does not have',
    ]);
  });

  it('is not held by one that does not say why it is silent in a language', async () => {
    const narrow = (parts: Parts, { language }: SynthesisRequest): Parts =>
      refused(parts, !language.startsWith('en'));
    expect(await broken(() => spoilt(clock, narrow))).toEqual([
      'speaks a language, or refuses it as unavailable',
    ]);
  });

  it('is not held by one that mixes two texts up', async () => {
    let last = '';
    const mixed = (_: Parts, request: SynthesisRequest, scope: Scope): Parts => {
      const text = last === 'Yes.' && request.text !== 'Yes.' ? last : request.text;
      last = request.text;
      return new FakeTextToSpeech(clock).synthesize({ ...request, text }, scope);
    };
    expect(await broken(() => spoilt(clock, mixed))).toEqual(['keeps two texts apart']);
  });

  it('is not held by one that goes on after it was let go of', async () => {
    const stubborn = (parts: Parts): AsyncIterable<SpeechPart> => ({
      [Symbol.asyncIterator]: () => ({ next: () => parts.next() }),
    });
    expect(await broken(() => spoilt(clock, stubborn))).toEqual([
      'is let go of halfway, and speaks the next text',
    ]);
  });

  it('is not held by one that listens to a turn for ever', async () => {
    const clinging = (parts: Parts, _: SynthesisRequest, { signal }: Scope): Parts => {
      signal.addEventListener('abort', () => undefined);
      return parts;
    };
    expect(await broken(() => spoilt(clock, clinging))).toEqual(['holds on to no turn that is over']);
  });

  it('is not held by one that cannot be closed twice', async () => {
    class Fragile extends FakeTextToSpeech {
      private closed = false;
      override async close(): Promise<void> {
        if (this.closed) throw new Error('closed already');
        this.closed = true;
      }
    }
    expect(await broken(() => new Fragile(clock))).toEqual(['can be closed twice']);
  });
});
