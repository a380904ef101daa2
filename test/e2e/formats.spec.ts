import {
  OpusDecoder,
  OpusEncoder,
  bytesFromPcm,
  decodeAlaw,
  decodeMulaw,
  encodeAlaw,
  encodeMulaw,
  isMp3,
  pcmFromBytes,
  resample,
  rms,
} from '@app/audio';
import type { CallClient, CallOptions } from '@app/client';
import { CallerVoice, recording, silence } from './support/caller-voice';
import { Service, eventually } from './support/service';

const PHRASE = 'hello i am calling about your car insurance';

describe('Whatever format a call comes in', () => {
  let service: Service;
  let voice: CallerVoice;
  let phrase: Int16Array;

  beforeAll(async () => {
    service = await Service.start();
    voice = await CallerVoice.create();
    phrase = await voice.say(PHRASE);
  });
  afterAll(async () => {
    await voice.close();
    await service.stop();
  });

  /** The phrase between silences at a rate. */
  const at = (rate: number): Int16Array =>
    Int16Array.from([...silence(500, rate), ...resample(phrase, 16_000, rate), ...silence(600, rate)]);

  /** Cuts into pieces of so many ms. */
  function* pieces(pcm: Int16Array, rate: number, ms: number): Generator<Int16Array> {
    const length = (rate * ms) / 1000;
    for (let from = 0; from + length <= pcm.length; from += length) yield pcm.slice(from, from + length);
  }

  async function understood(options: CallOptions, send: (call: CallClient) => void): Promise<string> {
    const call = await service.call(options);
    const transcript = call.next('transcript', message => message.data.isFinal);
    send(call);
    const { text } = (await transcript).data;
    await call.end();
    return text;
  }

  it.each([8000, 16_000, 24_000, 44_100, 48_000])(
    'PCM16 at %d Hz in binary frames is understood',
    async rate => {
      const options: CallOptions = { input: 'pcm16', inputRate: rate };
      const text = await understood(options, call => {
        for (const piece of pieces(at(rate), rate, 20)) call.sendAudio(bytesFromPcm(piece));
      });
      expect(text).toBe(PHRASE);
    },
  );

  it.each([8000, 16_000, 24_000, 48_000])('audio_chunk at %d Hz is understood, stereo too', async rate => {
    const pcm = at(rate);
    const stereo = Int16Array.from({ length: pcm.length * 2 }, (_, i) => pcm[i >> 1]!);
    for (const channels of [1, 2] as const) {
      const text = await understood({}, call => {
        for (const piece of pieces(channels === 1 ? pcm : stereo, rate * channels, 100)) {
          call.sendChunk(bytesFromPcm(piece), { sampleRate: rate, channels });
        }
      });
      expect(text).toBe(PHRASE);
    }
  });

  it.each([
    ['mulaw', encodeMulaw],
    ['alaw', encodeAlaw],
  ] as const)('%s at 8000 Hz is understood', async (input, encode) => {
    const text = await understood({ input, inputRate: 8000 }, call => {
      for (const piece of pieces(at(8000), 8000, 20)) {
        const line = new Uint8Array(piece.length);
        encode(piece, line);
        call.sendAudio(line);
      }
    });
    expect(text).toBe(PHRASE);
  });

  it('Opus is understood', async () => {
    const encoder = new OpusEncoder(16_000);
    const text = await understood({ input: 'opus', inputRate: 16_000 }, call => {
      for (const piece of pieces(at(16_000), 16_000, 20)) call.sendAudio(encoder.encode(piece));
    });
    expect(text).toBe(PHRASE);
  });

  it('chunks that come twice or too late are dropped, missing ones are borne', async () => {
    const text = await understood({}, call => {
      let number = 0;
      for (const piece of pieces(at(16_000), 16_000, 100)) {
        const chunk = { sampleRate: 16_000, sequenceNumber: number };
        call.sendChunk(bytesFromPcm(piece), chunk);
        // What comes again is another sound: heard, it would spoil the words.
        call.sendChunk(bytesFromPcm(new Int16Array(1600).fill(20_000)), chunk);
        if (number > 3)
          call.sendChunk(bytesFromPcm(new Int16Array(1600).fill(20_000)), {
            ...chunk,
            sequenceNumber: number - 3,
          });
        number += number % 7 === 6 ? 2 : 1;
      }
    });
    expect(text).toBe(PHRASE);
  });

  const decoders: Readonly<Record<string, (frame: Uint8Array, rate: 8000 | 16_000 | 24_000) => Int16Array>> =
    {
      pcm16: frame => pcmFromBytes(frame),
      mulaw: frame => expanded(frame, decodeMulaw),
      alaw: frame => expanded(frame, decodeAlaw),
    };

  function expanded(frame: Uint8Array, decode: (data: Uint8Array, out: Int16Array) => void): Int16Array {
    const pcm = new Int16Array(frame.length);
    decode(frame, pcm);
    return pcm;
  }

  it.each([
    ['pcm16', 8000],
    ['pcm16', 24_000],
    ['mulaw', 8000],
    ['alaw', 8000],
    ['opus', 16_000],
    ['opus', 24_000],
  ] as const)('the reply comes as %s at %d Hz, 20 ms a frame', async (audio, rate) => {
    const call = await service.call({ audio, rate });
    const opus = audio === 'opus' ? new OpusDecoder(rate) : null;
    const frames: Int16Array[] = [];
    call.on('audio', frame => void frames.push(opus ? opus.decode(frame) : decoders[audio]!(frame, rate)));
    const part = call.next('ai_response');
    call.text('i am calling about your car insurance');
    expect((await part).data).not.toHaveProperty('audioData');
    await eventually('a second of it is heard', () => frames.length > 50, 20_000);
    await call.end();
    expect(frames.every(frame => frame.length === rate / 50)).toBe(true);
    expect(Math.max(...frames.map(rms))).toBeGreaterThan(0.02);
  });

  it('the reply comes as MP3, a sentence in each message', async () => {
    const call = await service.call({ audio: 'mp3' });
    call.text('i am calling about your car insurance');
    const { data } = await call.next('ai_response');
    expect(isMp3(Buffer.from(data.audioData ?? '', 'base64'))).toBe(true);
    await call.end();
  });

  it('a Chinese call is answered in Chinese: spoken, or with the reason why not, once', async () => {
    const call = await service.call({ audio: 'mp3', language: 'zh-CN' });
    const problems: string[] = [];
    call.on('error', message => void problems.push(message.data.code));
    for (const text of ['你好，我想推销保险', '请问你是谁']) {
      const reply = call.next('ai_response');
      const completed = call.next('processing_status', message => message.data.stage === 'completed');
      call.text(text);
      const { data } = await reply;
      expect(data.text).toMatch(/\p{Script=Han}/u);
      expect(data.audioData !== '').toBe(problems.length === 0);
      await completed;
    }
    expect(problems.length).toBeLessThanOrEqual(1);
    expect(problems.every(code => code === 'voice_unavailable')).toBe(true);
    await call.end();
  });

  it('speech that is not in the script gets an honest answer, never silence', async () => {
    const honest: string[] = [];
    for (const file of ['austen-0870', 'austen-0880', 'austen-0890', 'austen-0920', 'austen-0930', 'jfk']) {
      const call = await service.call();
      const reply = call.next('ai_response');
      const pcm = Int16Array.from([...silence(300), ...recording(`${file}.wav`), ...silence(600)]);
      for (const piece of pieces(pcm, 16_000, 20)) call.sendAudio(bytesFromPcm(piece));
      honest.push((await reply).data.text);
      await call.end();
    }
    expect(
      honest.filter(text => /sorry|did not|didn't|understand|catch|again/i.test(text)).length,
    ).toBeGreaterThanOrEqual(4);
  });
});
