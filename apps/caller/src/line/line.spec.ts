import { decodeAlaw, decodeMulaw, OpusDecoder, pcmFromBytes } from '@app/audio';
import { CallerVoice } from './caller-voice';
import { inputEncoder } from './input-encoder';

const ramp = (length: number): Int16Array => Int16Array.from({ length }, (_, i) => i + 1);

describe('CallerVoice', () => {
  it('says its clips in frames of 20 ms, then is silent', () => {
    const voice = new CallerVoice(1000);
    voice.say(ramp(30));
    const frames = [voice.next(), voice.next()];
    expect(voice.speaking).toBe(false);
    frames.push(voice.next());
    expect(frames.map(frame => frame.length)).toEqual([20, 20, 20]);
    expect([...voice.render()]).toEqual([...ramp(30), ...new Array<number>(30).fill(0)]);
    expect(voice.elapsedMs).toBe(60);
  });

  it('can be made to say something again later', () => {
    const voice = new CallerVoice(1000);
    voice.next();
    voice.say(ramp(20));
    expect([...voice.next()]).toEqual([...ramp(20)]);
  });

  it('keeps pace with the clock where 20 ms are no whole number of samples', () => {
    const voice = new CallerVoice(11_025);
    voice.say(ramp(11_025));
    for (let frame = 0; frame < 50; frame++) voice.next();
    expect(voice.speaking).toBe(false);
    expect(voice.render()).toEqual(ramp(11_025));
  });
});

describe('inputEncoder', () => {
  const tone = Int16Array.from({ length: 160 }, (_, i) => Math.round(8000 * Math.sin(i / 4)));
  const back = {
    pcm16: pcmFromBytes,
    mulaw: (data: Uint8Array) => decoded(decodeMulaw, data),
    alaw: (data: Uint8Array) => decoded(decodeAlaw, data),
  };
  const decoded = (decode: typeof decodeMulaw, data: Uint8Array): Int16Array => {
    const pcm = new Int16Array(data.length);
    decode(data, pcm);
    return pcm;
  };

  it.each(['pcm16', 'mulaw', 'alaw'] as const)('sends %s that decodes to what was said', encoding => {
    const bytes = inputEncoder({ encoding, sampleRate: 8000 })(tone);
    expect(bytes.length).toBe(encoding === 'pcm16' ? 320 : 160);
    const pcm = back[encoding](bytes);
    expect(Math.max(...tone.map((sample, i) => Math.abs(sample - pcm[i]!)))).toBeLessThan(300);
  });

  it('sends one Opus packet a frame', () => {
    const encode = inputEncoder({ encoding: 'opus', sampleRate: 8000 });
    expect(new OpusDecoder(8000).decode(encode(tone)).length).toBe(160);
    expect(() => inputEncoder({ encoding: 'opus', sampleRate: 44_100 })).toThrow(RangeError);
  });
});
