import { ProviderError, VoiceUnavailableError } from '@app/core';
import type { Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import { VirtualClock } from '@app/testing';
import { GuardedTextToSpeech } from './guarded-text-to-speech';
import { TestChain } from './guards.spec-kit';

const pcm = (ms: number): SpeechPart => ({
  type: 'pcm',
  frame: { pcm: new Int16Array(ms * 16), sampleRate: 16_000, at: 0 },
});
const word = (text: string, startMs: number, endMs: number): SpeechPart => ({
  type: 'word',
  text,
  startMs,
  endMs,
});

type Says = (request: SynthesisRequest) => readonly (SpeechPart | Error)[];

class Voice implements TextToSpeech {
  readonly asked: string[] = [];
  constructor(
    readonly name: string,
    private readonly says: Says,
  ) {}
  health(): { status: 'up' } {
    return { status: 'up' };
  }
  async close(): Promise<void> {}
  async *synthesize(request: SynthesisRequest, _scope: Scope): AsyncGenerator<SpeechPart> {
    this.asked.push(request.text);
    for (const part of this.says(request)) {
      if (part instanceof Error) throw part;
      yield part;
    }
  }
}

const request: SynthesisRequest = {
  text: 'One two three.',
  language: 'en-US',
  voice: null,
  sampleRate: 16_000,
};
const boom = new ProviderError('first', 'transient', 'boom');

describe('A chain of synthesisers', () => {
  async function speak(
    first: Says,
    second: Says,
  ): Promise<{ parts: SpeechPart[]; error: unknown; voices: Voice[]; told: string[] }> {
    const voices: [Voice, Voice] = [new Voice('first', first), new Voice('second', second)];
    const test = new TestChain<TextToSpeech>(new VirtualClock(), 'tts', voices);
    const guarded = new GuardedTextToSpeech(test.chain);
    const { items, error } = await test.collect(guarded.synthesize(request, test.scope));
    return { parts: items, error, voices, told: test.told };
  }

  it('speaks by the second where the first fails before a sound', async () => {
    const { parts, voices } = await speak(
      () => [word('One', 0, 300), boom],
      () => [pcm(900)],
    );
    expect(parts).toEqual([pcm(900)]);
    expect(voices[1]!.asked).toEqual(['One two three.']);
  });

  it('has the second speak the rest where the first stops in the middle, with times that go on', async () => {
    const { parts, voices } = await speak(
      () => [word('One', 0, 300), word('two', 300, 600), pcm(400), boom],
      () => [word('two', 0, 300), word('three', 300, 600), pcm(600)],
    );
    expect(voices[1]!.asked).toEqual(['two three.']);
    expect(parts.filter(part => part.type === 'word').slice(2)).toEqual([
      word('two', 400, 700),
      word('three', 700, 1000),
    ]);
  });

  it('does not hold a missing voice against anybody', async () => {
    const { error, told } = await speak(
      () => [new VoiceUnavailableError('no Chinese')],
      () => [new VoiceUnavailableError('none either')],
    );
    expect(error).toMatchObject({ code: 'voice_unavailable' });
    expect(told).toEqual(['first error', 'first → second', 'second error']);
  });

  it('takes an empty sentence as spoken', async () => {
    expect(
      await speak(
        () => [],
        () => [boom],
      ),
    ).toMatchObject({ parts: [], error: null });
  });
});
