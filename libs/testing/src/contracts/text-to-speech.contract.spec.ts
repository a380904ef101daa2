import type { Scope, SpeechPart, SynthesisRequest } from '@app/core';
import { brokenChecks } from '../contract';
import { FakeTextToSpeech } from '../fakes/fake-text-to-speech';
import { VirtualClock } from '../virtual-clock';
import { testScope } from './scope';
import { textToSpeechContract } from './text-to-speech.contract';

const broken = (make: () => FakeTextToSpeech): Promise<string[]> =>
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
});
