import { encodeAlaw, encodeMulaw, OpusEncoder } from '@app/audio';
import type { InputFormat } from '@app/protocol';
import { chunk, handshake, Wire } from './native.spec-kit';

const pcm = (...samples: number[]): string => Buffer.from(Int16Array.from(samples).buffer).toString('base64');
const silence = (samples: number): string => Buffer.alloc(samples * 2).toString('base64');

describe('audio_chunk', () => {
  it('is heard as it was sent', () => {
    const samples = Array.from({ length: 80 }, (_, i) => i * 100 - 4000);
    const wire = new Wire().send(chunk({ audioData: pcm(...samples), sampleRate: 8000 }));
    expect(wire.heard).toEqual([{ pcm: samples, sampleRate: 8000 }]);
    expect(wire.answers).toEqual([]);
  });

  it('in stereo is mixed to mono', () => {
    const samples = Array.from({ length: 160 }, (_, i) => (i % 2 === 0 ? 1000 : 3000));
    const wire = new Wire().send(chunk({ audioData: pcm(...samples), sampleRate: 8000, channels: 2 }));
    expect(wire.heard).toEqual([{ pcm: new Array(80).fill(2000), sampleRate: 8000 }]);
  });

  it.each([
    ['10 ms at 48 kHz', 480, 48_000],
    ['1000 ms at 16 kHz', 16_000, 16_000],
  ])('may last %s', (_, samples, sampleRate) => {
    expect(new Wire().send(chunk({ audioData: silence(samples), sampleRate })).heard).toHaveLength(1);
  });

  it.each([
    ['garbage for base64', { audioData: 'not base64 at all!' }, 'bad_audio', 'audioData'],
    ['base64 without padding', { audioData: silence(320).replace(/=+$/, '') }, 'bad_audio', 'audioData'],
    ['an odd number of bytes', { audioData: Buffer.alloc(641).toString('base64') }, 'bad_audio', 'audioData'],
    ['half a stereo sample', { audioData: silence(321), channels: 2 }, 'bad_audio', 'audioData'],
    ['no audio', { audioData: '' }, 'bad_audio', 'audioData'],
    ['9 ms', { audioData: silence(144) }, 'bad_audio', 'audioData'],
    ['more than a second', { audioData: silence(16_001) }, 'bad_audio', 'audioData'],
    ['audio that is no text', { audioData: 5 }, 'bad_message', 'audioData'],
    ['no audioData', { audioData: undefined }, 'bad_message', 'audioData'],
    ['a negative rate', { sampleRate: -16_000 }, 'bad_message', 'sampleRate'],
    ['a rate of 0', { sampleRate: 0 }, 'bad_message', 'sampleRate'],
    ['a rate above 48 kHz', { sampleRate: 96_000 }, 'bad_message', 'sampleRate'],
    ['a rate with a fraction', { sampleRate: 16_000.5 }, 'bad_message', 'sampleRate'],
    ['a rate that is a text', { sampleRate: '16000' }, 'bad_message', 'sampleRate'],
    ['no rate', { sampleRate: undefined }, 'bad_message', 'sampleRate'],
    ['a null rate, as NaN is written', { sampleRate: NaN }, 'bad_message', 'sampleRate'],
    ['no channel', { channels: 0 }, 'bad_message', 'channels'],
    ['three channels', { channels: 3 }, 'bad_message', 'channels'],
    ['a sequence number below 0', { sequenceNumber: -1 }, 'bad_message', 'sequenceNumber'],
    ['no sequence number', { sequenceNumber: undefined }, 'bad_message', 'sequenceNumber'],
    ['a sequence number beyond counting', { sequenceNumber: 2 ** 60 }, 'bad_message', 'sequenceNumber'],
    ['a timestamp that is a text', { timestamp: 'now' }, 'bad_message', 'timestamp'],
    ['an event id that is a number', { eventId: 7 }, 'bad_message', 'eventId'],
    ['an unknown field', { codec: 'pcm' }, 'bad_message', 'codec'],
    ['another call', { callId: 'other' }, 'wrong_call', 'callId'],
  ])('with %s is answered by an error', (_, patch, code, param) => {
    const wire = new Wire().send(chunk(patch));
    expect(wire.faults).toEqual([[code, param]]);
    expect(wire.heard).toEqual([]);
  });

  it('counts gaps, drops repeats and what comes late', () => {
    const wire = new Wire();
    for (const sequenceNumber of [5, 6, 6, 9, 8, 10]) wire.send(chunk({ sequenceNumber }));
    expect(wire.heard).toHaveLength(4);
    expect(wire.protocol.counters).toEqual({ missingChunks: 2, droppedChunks: 2, refusedMessages: 0 });
  });
});

describe('binary frames', () => {
  const wire = (encoding: InputFormat['encoding'], sampleRate: number): Wire =>
    new Wire({ handshake: handshake({ audioIn: { encoding, sampleRate } }) });
  const tone = Int16Array.from({ length: 160 }, (_, i) => 8000 * Math.sin((2 * Math.PI * 440 * i) / 8000));

  it('of PCM16 are heard as they are, however they lie in memory', () => {
    const bytes = new Uint8Array(321);
    bytes.set(new Uint8Array(tone.buffer), 1);
    const heard = wire('pcm16', 8000).sendFrame(bytes.subarray(1)).heard;
    expect(heard).toEqual([{ pcm: [...tone], sampleRate: 8000 }]);
  });

  it.each([
    ['mulaw', encodeMulaw],
    ['alaw', encodeAlaw],
  ] as const)('of %s are decoded, one after the other', (encoding, encode) => {
    const bytes = new Uint8Array(160);
    encode(tone, bytes);
    const { heard } = wire(encoding, 8000).sendFrame(bytes).sendFrame(bytes.subarray(0, 80)).sendFrame(bytes);
    expect(heard.map(each => each.pcm.length)).toEqual([160, 80, 160]);
    expect(heard[1]?.pcm).toEqual(heard[0]?.pcm.slice(0, 80));
    heard[2]?.pcm.forEach((sample, i) => expect(Math.abs(sample - tone[i]!)).toBeLessThan(300));
  });

  it('of Opus are decoded; what is no packet is refused', () => {
    const frame = Int16Array.from({ length: 320 }, (_, i) => 8000 * Math.sin(i / 6));
    const connection = wire('opus', 16_000);
    connection.sendFrame(new OpusEncoder(16_000).encode(frame)).sendFrame(Uint8Array.of(0xff, 0xff, 0xff));
    expect(connection.heard.map(each => [each.pcm.length, each.sampleRate])).toEqual([[320, 16_000]]);
    expect(connection.faults).toEqual([['bad_audio', null]]);
  });

  it.each([
    ['an odd number of bytes', 'pcm16', 641, 'bad_audio'],
    ['nothing', 'pcm16', 0, 'bad_audio'],
    ['more than a second', 'mulaw', 16_002, 'bad_audio'],
  ] as const)('with %s are answered by an error', (_, encoding, bytes, code) => {
    const connection = wire(encoding, 16_000).sendFrame(new Uint8Array(bytes)).sendFrame(new Uint8Array(320));
    expect(connection.faults).toEqual([[code, null]]);
    expect(connection.heard).toHaveLength(1);
  });
});
