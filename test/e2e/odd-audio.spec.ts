import { bytesFromPcm } from '@app/audio';
import type { CallClient } from '@app/client';
import { CallerVoice, send, silence, speak } from './support/caller-voice';
import { Service } from './support/service';

const PHRASE = 'hello i am calling about your car insurance';
const RATE = 16_000;

const clipped = (pcm: Int16Array): Int16Array =>
  pcm.map(sample => Math.max(-32_768, Math.min(32_767, sample * 20)));
const shifted = (pcm: Int16Array): Int16Array =>
  pcm.map(sample => Math.max(-32_768, Math.min(32_767, sample + 9000)));

describe('Sound no telephone should send', () => {
  let service: Service;
  let voice: CallerVoice;
  let phrase: Int16Array;
  let other: Int16Array;

  beforeAll(async () => {
    service = await Service.start({ CALLER_SILENCE_PROMPT_MS: '0', RATE_LIMIT_MEDIA_BURST_MS: '600000' });
    voice = await CallerVoice.create();
    phrase = await voice.say(PHRASE);
    other = await voice.say('do you have solar panels on your roof');
  });
  afterAll(async () => {
    await voice.close();
    await service.stop();
  });

  /** All of it comes at once, so that what was heard of the sound before may belong to the same turn. */
  async function saidNext(call: CallClient): Promise<void> {
    const understood = call.next('transcript', ({ data }) => data.isFinal && data.text === PHRASE);
    const answered = call.next('processing_status', ({ data }) => data.stage === 'text_to_speech');
    speak(call, phrase);
    await understood;
    await answered;
  }

  it.each([
    ['clipped speech', () => clipped(other)],
    ['speech on a constant offset', () => shifted(other)],
    ['nothing but zeros', () => silence(5000)],
    ['nothing but the greatest value', () => new Int16Array(RATE * 5).fill(0x7fff)],
    [
      'a square wave at full scale',
      () => Int16Array.from({ length: RATE * 2 }, (_, i) => (i & 16 ? 32_767 : -32_768)),
    ],
    [
      '59 seconds at once',
      () => Int16Array.from({ length: RATE * 59 }, (_, i) => ((i * 7919) % 2001) - 1000),
    ],
  ])('%s does not wedge a call: what is said next is answered', async (_what, sound) => {
    const call = await service.call();
    send(call, silence(300));
    send(call, sound());
    send(call, silence(2500));
    await saidNext(call);
    await call.end();
  });

  it('single samples and stereo are taken as they come', async () => {
    const call = await service.call();
    const one = bytesFromPcm(Int16Array.of(1234));
    for (let i = 0; i < 2000; i++) call.sendAudio(one);
    const stereo = new Int16Array(RATE / 5).fill(0x7fff);
    for (let i = 0; i < 20; i++) call.sendChunk(bytesFromPcm(stereo), { sampleRate: RATE, channels: 2 });
    send(call, silence(2500));
    await saidNext(call);
    await call.end();
  });
});
