import { systemClock, VoiceUnavailableError } from '@app/core';
import type { SpeechPart } from '@app/core';
import { collect, describeContract, testScope, textToSpeechContract } from '@app/testing';
import { EmbeddedTextToSpeech } from './embedded-tts';
import { EmbeddedTtsSettings } from './embedded-tts-settings';
import { findProgram } from './find-program';

const start = (workers: number, searchPath?: string): Promise<EmbeddedTextToSpeech> =>
  EmbeddedTextToSpeech.start({ ...new EmbeddedTtsSettings(), workers }, systemClock, searchPath);

describeContract('The embedded synthesiser', textToSpeechContract, {
  make: () => start(2),
  dispose: tts => tts.close(),
});

const samplesOf = (parts: readonly SpeechPart[]): number[] =>
  parts.flatMap(part => (part.type === 'pcm' ? [...part.frame.pcm] : []));

const wordsOf = (parts: readonly SpeechPart[]): Extract<SpeechPart, { type: 'word' }>[] =>
  parts.filter(part => part.type === 'word');

describe('The embedded synthesiser', () => {
  let tts: EmbeddedTextToSpeech;
  beforeAll(async () => (tts = await start(1)));
  afterAll(() => tts.close());

  const speak = (language: string, text: string, voice: string | null = null): Promise<SpeechPart[]> =>
    collect(tts.synthesize({ text, language, voice, sampleRate: 16_000 }, testScope().scope));

  it('begins to speak at once and ends soon: the silence around a sentence is cut', async () => {
    const samples = samplesOf(await speak('en-US', 'Good morning.'));
    const loud = (sample: number): boolean => Math.abs(sample) > 400;
    expect(samples.findIndex(loud)).toBeLessThan(0.1 * 16_000);
    expect(samples.length - samples.findLastIndex(loud)).toBeLessThan(0.2 * 16_000);
  });

  it('has more than one voice', async () => {
    const [slt, rms] = [
      await speak('en-GB', 'Good morning.', 'slt'),
      await speak('en-GB', 'Good morning.', 'rms'),
    ];
    expect(samplesOf(rms)).not.toEqual(samplesOf(slt));
  });

  it('puts the pause of a comma between words, not into them', async () => {
    const words = wordsOf(await speak('en-US', 'Certainly not, thank you very much, good bye.'));
    const gaps = words.slice(1).map((word, i) => word.startMs - words[i]!.endMs);
    expect(gaps.map(gap => gap > 20)).toEqual([false, true, false, false, false, true, false]);
  });

  it('is heard from the first sentence of a long text on, and times the words of all', async () => {
    const text = 'The first is here. The second is here! And a third?';
    const parts = await speak('en-US', text);
    expect(wordsOf(parts).map(word => word.text)).toEqual(text.split(' '));
    expect(parts.findIndex(part => part.type === 'pcm')).toBe(4);
  });

  it('is not upset by a full stop amid a sentence', async () => {
    const parts = await speak('en-US', 'It is Smith vs. Jones etc. in the end.');
    const words = wordsOf(parts);
    const lengthMs = samplesOf(parts).length / 16;
    expect(words.every((word, i) => word.startMs >= (words[i - 1]?.endMs ?? 0))).toBe(true);
    expect(lengthMs - words.at(-1)!.endMs).toBeLessThan(150);
  });

  it('passes over what has no sound', async () => {
    expect(await speak('en-US', '😀 … — ?!')).toEqual([]);
    const words = wordsOf(await speak('en-US', 'Fine 😀 then — good.'));
    expect(words.map(word => word.text)).toEqual(['Fine', '😀', 'then', '—', 'good.']);
    expect(words[1]!.endMs).toBe(words[1]!.startMs);
  });

  it('never begins a sentence that nobody waits for any more', async () => {
    const { scope, abort } = testScope();
    const request = { text: 'One. Two. Three. Four.', language: 'en-US', voice: null, sampleRate: 16_000 };
    const all = Array.from({ length: 5 }, () =>
      collect(tts.synthesize(request, scope)).catch((e: Error) => e),
    );
    abort();
    expect(await Promise.all(all)).toEqual(all.map(() => new Error('aborted by the test')));
    await speak('en-US', 'Well.');
    expect(tts.busy).toBe(0);
  });

  it('says that it is down once it is closed, and then fails as a provider does', async () => {
    const closed = await start(1);
    await closed.close();
    expect(closed.health().status).toBe('down');
    const request = { text: 'Hello.', language: 'en-US', voice: null, sampleRate: 16_000 };
    await expect(collect(closed.synthesize(request, testScope().scope))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });
});

describe('Other languages', () => {
  const zh = { text: '您好，请问您是哪位？', language: 'zh-CN', voice: null, sampleRate: 16_000 };
  let espeak: string | null = null;
  let tts: EmbeddedTextToSpeech;
  beforeAll(async () => {
    espeak = await findProgram('espeak-ng', process.env['PATH'] ?? '');
    if (espeak === null) process.stdout.write('espeak-ng is not on the PATH: what it speaks is not tested\n');
    tts = await start(1);
  });
  afterAll(() => tts.close());

  it('says what to install where espeak-ng is missing', async () => {
    const alone = await start(1, '/nowhere:relative');
    const speaking = collect(alone.synthesize(zh, testScope().scope));
    await expect(speaking).rejects.toThrow(VoiceUnavailableError);
    await expect(speaking).rejects.toThrow('install espeak-ng');
    await alone.close();
  });

  it('speaks Mandarin, word by word', async () => {
    if (espeak === null) return;
    const parts = await collect(tts.synthesize(zh, testScope().scope));
    expect(samplesOf(parts).length).toBeGreaterThan(22_050);
    const words = wordsOf(parts);
    expect(words.map(word => word.text).join('')).toBe(zh.text);
    expect(words.length).toBeGreaterThan(3);
  });

  it('refuses a language nobody has a voice for', async () => {
    if (espeak === null) return;
    const klingon = { ...zh, language: 'xx-XX' };
    await expect(collect(tts.synthesize(klingon, testScope().scope))).rejects.toThrow('xx-XX');
  });

  it('ends espeak-ng with the service', async () => {
    if (espeak === null) return;
    const closing = await start(1);
    const speaking = collect(closing.synthesize({ ...zh, text: '您好'.repeat(900) }, testScope().scope));
    const outcome = expect(speaking).rejects.toMatchObject({ code: 'provider_unavailable' });
    await new Promise(resolve => setImmediate(resolve));
    await closing.close();
    await outcome;
  });

  it('ends espeak-ng with the turn', async () => {
    if (espeak === null) return;
    const { scope, abort } = testScope();
    const long = { ...zh, text: '您好'.repeat(900) };
    const speaking = tts.synthesize(long, scope);
    await speaking.next();
    abort();
    await expect(speaking.next()).rejects.toThrow('aborted by the test');
  });
});
