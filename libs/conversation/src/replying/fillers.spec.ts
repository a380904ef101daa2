import { FakeTextToSpeech, VirtualClock } from '@app/testing';
import { Fillers } from './fillers';

const { signal } = new AbortController();
const voice = { language: 'en-US', voice: null, sampleRate: 16_000 };

describe('Fillers', () => {
  it('are made once, before they are needed, and known by all that changes how they sound', async () => {
    const clock = new VirtualClock();
    const tts = new FakeTextToSpeech(clock);
    const fillers = new Fillers(tts);
    expect(fillers.get(voice)).toBeNull();
    fillers.prepare(voice, signal);
    fillers.prepare(voice, signal);
    await clock.run(10);
    expect(tts.requests).toHaveLength(1);
    expect(fillers.get(voice)).toMatchObject({ text: 'One moment,', sampleRate: 16_000 });
    for (const other of [{ language: 'zh-CN' }, { voice: 'another' }, { sampleRate: 8000 }]) {
      expect(fillers.get({ ...voice, ...other })).toBeNull();
    }
  });

  it('are tried again where the voice failed', async () => {
    const clock = new VirtualClock();
    const tts = new FakeTextToSpeech(clock);
    const fillers = new Fillers(tts);
    tts.failure = new Error('no voice today');
    fillers.prepare(voice, signal);
    await clock.run(10);
    tts.failure = null;
    fillers.prepare(voice, signal);
    await clock.run(10);
    expect(fillers.get(voice)).not.toBeNull();
  });
});
