import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { Mp3Reader, decodeAlaw, decodeMulaw, levelDb, pcmFromBytes, rms } from '@app/audio';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { Speaker } from './support/speaker';
import { speechConfig } from './support/speech-sdk';

const { SpeechSynthesisOutputFormat: Format, ResultReason } = sdk;
const SENTENCE = 'Thank you for calling, goodbye.';

const g711 = (data: Uint8Array, decode: (data: Uint8Array, out: Int16Array) => void): Int16Array => {
  const pcm = new Int16Array(data.length);
  decode(data, pcm);
  return pcm;
};

describe('The Speech SDK speaks through the emulator', () => {
  let emulator: AzureEmulator;
  let speaker: Speaker;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant });
  });
  afterEach(async () => {
    await speaker.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  it.each([
    ['Raw8Khz8BitMonoMULaw', 8000, (data: Uint8Array) => g711(data, decodeMulaw)],
    ['Raw8Khz8BitMonoALaw', 8000, (data: Uint8Array) => g711(data, decodeAlaw)],
    ['Raw8Khz16BitMonoPcm', 8000, pcmFromBytes],
    ['Raw16Khz16BitMonoPcm', 16_000, pcmFromBytes],
    ['Raw24Khz16BitMonoPcm', 24_000, pcmFromBytes],
  ] as const)('in %s: sound, as long as the words take', async (name, sampleRate, decode) => {
    speaker = new Speaker(emulator, Format[name]);
    const result = await speaker.speak(SENTENCE);
    expect(ResultReason[result.reason]).toBe('SynthesizingAudioCompleted');
    const pcm = decode(new Uint8Array(result.audioData));
    const seconds = pcm.length / sampleRate;
    expect(result.audioDuration / 1e7).toBeCloseTo(seconds, 3);
    expect(seconds).toBeGreaterThan(1.5);
    expect(levelDb(pcm)).toBeGreaterThan(-20);
    // The tone is silent behind the last word.
    expect(rms(pcm.subarray(-sampleRate / 20))).toBeLessThan(0.001);
    expect(speaker.chunks.length).toBeGreaterThan(10);
  });

  it('in Audio16Khz32KBitRateMonoMp3: a stream that a decoder plays', async () => {
    speaker = new Speaker(emulator, Format.Audio16Khz32KBitRateMonoMp3);
    const result = await speaker.speak(SENTENCE);
    const reader = new Mp3Reader();
    const { pcm, sampleRate } = await reader.decode(new Uint8Array(result.audioData));
    await reader.close();
    expect(sampleRate).toBe(16_000);
    expect(levelDb(pcm)).toBeGreaterThan(-20);
  });

  it('with words where they are heard, and their place in the text', async () => {
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw);
    await speaker.speak(SENTENCE);
    const words = speaker.words.filter(({ kind }) => kind === 'WordBoundary');
    expect(words.map(({ text }) => text)).toEqual(['Thank', 'you', 'for', 'calling', 'goodbye']);
    expect(words.map(({ textOffset }) => textOffset)).toEqual([0, 6, 10, 14, 23]);
    expect(words.map(({ startMs }) => startMs)).toEqual([0, 375, 650, 925, 1450]);
    const marks = speaker.words.filter(({ kind }) => kind === 'PunctuationBoundary');
    expect(marks.map(({ text }) => text)).toEqual([',', '.']);
  });

  it('sentences, where the client wants to know of them', async () => {
    const config = speechConfig(emulator);
    config.setProperty(sdk.PropertyId.SpeechServiceResponse_RequestSentenceBoundary, 'true');
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw, config);
    await speaker.speak('One thing. Another!');
    const sentences = speaker.words.filter(({ kind }) => kind === 'SentenceBoundary');
    expect(sentences.map(({ text }) => text)).toEqual(['One thing.', 'Another!']);
    // The SDK looks for sentences apart from words.
    expect(sentences.map(({ textOffset }) => textOffset)).toEqual([0, 11]);
  });

  it('again and again over one connection', async () => {
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw);
    for (let i = 0; i < 3; i++)
      expect((await speaker.speak(`number ${i}`)).audioData.byteLength).toBeGreaterThan(4000);
    expect(emulator.control.log({ service: 'tts', event: 'handshake' })).toHaveLength(1);
  });

  it('what is escaped as it should be, and says what is wrong with what is not', async () => {
    const document = (text: string): string =>
      `<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='en-US'>` +
      `<voice name='en-US-AvaMultilingualNeural'>${text}</voice></speak>`;
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw);
    await speaker.speakSsml(document('Tea &amp; <prosody rate="+10%">cake</prosody> &lt; 3'));
    expect(speaker.words.map(({ text }) => text)).toEqual(['Tea', '&', 'cake', '<', '3']);
    const bad = await speaker.speakSsml(document('Tea & cake'));
    expect(ResultReason[bad.reason]).toBe('Canceled');
    expect(bad.errorDetails).toContain('a & that begins no entity');
    expect(sdk.CancellationDetails.fromResult(bad).ErrorCode).toBe(
      sdk.CancellationErrorCode.BadRequestParameters,
    );
    expect(emulator.control.log({ event: 'spoiled' })).toHaveLength(1);
  });

  it('turns down a voice that there is not', async () => {
    const config = speechConfig(emulator);
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw, config);
    const result = await speaker.speakSsml(
      `<speak version='1.0' xml:lang='en-US'><voice name='Kevin'>Hello</voice></speak>`,
    );
    expect(result.errorDetails).toContain('Unsupported voice Kevin');
  });

  it('streamed text sentence by sentence, under one request', async () => {
    const config = speechConfig(emulator);
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw, config);
    const request = new sdk.SpeechSynthesisRequest(sdk.SpeechSynthesisRequestInputType.TextStream);
    const spoken = new Promise<sdk.SpeechSynthesisResult>((resolve, reject) =>
      speaker.synthesizer.speakAsync(request, resolve, reject),
    );
    for (const piece of ['Hello ', 'there. How', ' are you', '?']) request.inputStream.write(piece);
    request.inputStream.close();
    const result = await spoken;
    expect(ResultReason[result.reason]).toBe('SynthesizingAudioCompleted');
    const words = speaker.words.filter(({ kind }) => kind === 'WordBoundary');
    expect(words.map(({ text }) => text)).toEqual(['Hello', 'there', 'How', 'are', 'you']);
    const starts = words.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it('only as long as it may: the client stops it', async () => {
    emulator.control.change({ ttsChunkMs: 1000 });
    speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw);
    const begun = new Promise<void>(resolve => {
      const { synthesizing } = speaker.synthesizer;
      speaker.synthesizer.synthesizing = (sender, event) => {
        synthesizing(sender, event);
        resolve();
      };
    });
    const spoken = speaker.speak('a long story that nobody will hear to its end because it is stopped');
    await begun;
    const connection = sdk.Connection.fromSynthesizer(speaker.synthesizer);
    connection.sendMessageAsync('synthesis.control', '{"action":"stop"}');
    expect((await spoken).audioData.byteLength).toBe(800);
  });
});

describe('A voice', () => {
  it('may be Flite: real speech, real word times', async () => {
    const emulator = await AzureEmulator.start({ settings: instant });
    const speaker = new Speaker(emulator, Format.Raw16Khz16BitMonoPcm);
    const result = await speaker.speak(SENTENCE);
    expect(levelDb(pcmFromBytes(new Uint8Array(result.audioData)))).toBeGreaterThan(-40);
    expect(speaker.words.map(({ text }) => text)).toContain('goodbye');
    await speaker.close();
    await emulator.close();
  });

  it('may be silence of the right length, which costs nothing', async () => {
    const emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
    const speaker = new Speaker(emulator, Format.Raw8Khz8BitMonoMULaw);
    const result = await speaker.speak(SENTENCE);
    expect(result.audioData.byteLength).toBeGreaterThan(1.5 * 8000);
    expect(new Set(new Uint8Array(result.audioData))).toEqual(new Set([0xff]));
    await speaker.close();
    await emulator.close();
  });
});
