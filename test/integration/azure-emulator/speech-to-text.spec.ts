import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { encodeMulaw, resample } from '@app/audio';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { CallerVoice } from '../../e2e/support/caller-voice';
import { babble, silence } from './support/sounds';
import { Listener, speechConfig } from './support/speech-sdk';

describe('The Speech SDK hears through the emulator', () => {
  let emulator: AzureEmulator;
  let listener: Listener;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant, keepAudioMs: 60_000 });
  });
  afterEach(async () => {
    await listener.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  it.each(['1', '2'] as const)('partials and a final, at words and offsets, by version %s', async version => {
    emulator.control.hears('hello who is calling please');
    const config = speechConfig(emulator, version);
    config.outputFormat = sdk.OutputFormat.Detailed;
    config.requestWordLevelTimestamps();
    listener = new Listener(config);
    await listener.start();
    listener.write(silence(400));
    listener.write(babble(2000));
    listener.write(silence(700));
    const { result } = await listener.next('recognized');
    expect(result.text).toBe('Hello who is calling please.');
    expect(sdk.ResultReason[result.reason]).toBe('RecognizedSpeech');
    expect(result.offset / 10_000).toBe(400);
    expect(result.duration / 10_000).toBe(2000);
    const partials = listener.told.flatMap(told => (told.event === 'recognizing' ? [told.result.text] : []));
    expect(partials).toEqual(expect.arrayContaining(['hello', 'hello who', 'hello who is calling please']));
    const { NBest: best } = JSON.parse(result.json) as {
      NBest: { Confidence: number; Lexical: string; Words: { Word: string; Offset: number }[] }[];
    };
    expect(best[0]).toMatchObject({ Confidence: 0.93, Lexical: 'hello who is calling please' });
    expect(best[0]!.Words.map(word => word.Word)).toEqual(['hello', 'who', 'is', 'calling', 'please']);
    expect(best[0]!.Words[0]!.Offset / 10_000).toBe(400);
    await listener.stop();
    expect(listener.events).toEqual(expect.arrayContaining(['speech-start', 'speech-end', 'stopped']));
  });

  it('one phrase after the other, and nothing where nothing was understood', async () => {
    emulator.control.hears('one', '', 'three');
    listener = new Listener(speechConfig(emulator));
    await listener.start();
    for (let i = 0; i < 3; i++) {
      listener.write(babble(600));
      listener.write(silence(600));
      await listener.next('recognized');
    }
    expect(listener.finals).toEqual(['One.', '', 'Three.']);
    const reasons = listener.told.flatMap(told => (told.event === 'recognized' ? [told.result.reason] : []));
    expect(reasons[1]).toBe(sdk.ResultReason.NoMatch);
  });

  it('a single phrase with recognizeOnce, which ends by itself', async () => {
    emulator.control.hears('just this');
    listener = new Listener(speechConfig(emulator));
    listener.write(babble(600));
    listener.write(silence(600));
    const result = await new Promise<sdk.SpeechRecognitionResult>((resolve, reject) =>
      listener.recognizer.recognizeOnceAsync(resolve, reject),
    );
    expect(result.text).toBe('Just this.');
    const [handshake] = emulator.control.log({ event: 'handshake' });
    expect(handshake!.detail).toMatchObject({
      path: '/speech/recognition/interactive/cognitiveservices/v1',
    });
  });

  it('the final of speech that is cut off by the end of the audio', async () => {
    emulator.control.hears('and then');
    listener = new Listener(speechConfig(emulator));
    await listener.start();
    listener.write(babble(700));
    listener.input.close();
    expect((await listener.next('recognized')).result.text).toBe('And then.');
    expect(await listener.next('canceled')).toMatchObject({ reason: 'EndOfStream', code: 'NoError' });
  });

  it('no match after the initial silence the client asks for', async () => {
    const config = speechConfig(emulator);
    config.setProperty(sdk.PropertyId.SpeechServiceConnection_InitialSilenceTimeoutMs, '1000');
    listener = new Listener(config);
    await listener.start();
    listener.write(silence(1200));
    const { result } = await listener.next('recognized');
    expect(sdk.NoMatchDetails.fromResult(result).reason).toBe(sdk.NoMatchReason.InitialSilenceTimeout);
  });

  it('which of several languages it was', async () => {
    emulator.control.hears({ text: '你好', language: 'zh-CN' });
    listener = new Listener(speechConfig(emulator, '2'), undefined, ['en-US', 'zh-CN']);
    await listener.start();
    listener.write(babble(600));
    listener.write(silence(600));
    const { result } = await listener.next('recognized');
    expect(sdk.AutoDetectSourceLanguageResult.fromResult(result).language).toBe('zh-CN');
    expect(result.text).toBe('你好');
  });

  it('µ-law as a telephone sends it, and the emulator has the same sound', async () => {
    emulator.control.hears('by telephone');
    const format = sdk.AudioStreamFormat.getWaveFormat(8000, 8, 1, sdk.AudioFormatTag.MuLaw);
    listener = new Listener(speechConfig(emulator), format);
    await listener.start();
    for (const pcm of [babble(700), silence(600)]) {
      const bytes = new Uint8Array(pcm.length);
      encodeMulaw(pcm, bytes);
      listener.write(bytes);
    }
    expect((await listener.next('recognized')).result.text).toBe('By telephone.');
    const [audio] = emulator.control.log({ event: 'audio' });
    expect(audio!.detail).toMatchObject({ format: 'mulaw/8000', bytes: 8 * 1300 });
    expect(emulator.control.audioOf(audio!.request!)!.length).toBe(44 + 2 * 8 * 1300);
  });

  it('another segmentation silence where the client asks for it', async () => {
    emulator.control.hears('first', 'second');
    const config = speechConfig(emulator, '2');
    config.setProperty(sdk.PropertyId.Speech_SegmentationSilenceTimeoutMs, '200');
    listener = new Listener(config);
    await listener.start();
    for (const pcm of [babble(400), silence(300), babble(400), silence(300)]) listener.write(pcm);
    await listener.next('recognized');
    await listener.next('recognized');
    expect(listener.finals).toEqual(['First.', 'Second.']);
  });

  it('what the table says about a recording, however it is sent', async () => {
    const say = async (lead: number): Promise<string> => {
      listener = new Listener(speechConfig(emulator));
      await listener.start();
      for (const pcm of [silence(lead), babble(800, 470), silence(700)]) listener.write(pcm);
      const { result } = await listener.next('recognized');
      return result.text;
    };
    expect(await say(100)).toBe('');
    await listener.close();
    const [learned] = emulator.control.log({ event: 'digest' });
    const { digest } = learned!.detail as { digest: string };
    emulator.control.useFixtures([{ digest, text: 'I know this one' }, { text: 'anything else' }]);
    expect(await say(330)).toBe('I know this one');
  });

  it('and the log tells what it really sent', async () => {
    emulator.control.hears('noted');
    const config = speechConfig(emulator, '1', 'a-secret-key');
    listener = new Listener(config);
    sdk.PhraseListGrammar.fromRecognizer(listener.recognizer).addPhrase('Northwind');
    await listener.start();
    for (const pcm of [babble(600), silence(600)]) listener.write(pcm);
    await listener.next('recognized');
    const log = emulator.control.log({ service: 'stt' });
    expect(JSON.stringify(log)).not.toContain('a-secret-key');
    expect(JSON.stringify(log)).toContain('Northwind');
    const events = log.map(({ event, detail }) =>
      `${event} ${'path' in detail ? String(detail.path) : ''}`.trim(),
    );
    expect(events).toEqual(
      expect.arrayContaining([
        'received speech.config',
        'received speech.context',
        'audio',
        'sent speech.phrase',
      ]),
    );
  });
});

describe('With the embedded recogniser', () => {
  it('the emulator hears what was really said', async () => {
    const emulator = await AzureEmulator.start({
      recognizer: 'embedded',
      embeddedPhrases: 1,
      settings: instant,
    });
    const voice = await CallerVoice.create();
    const said = resample(
      await voice.say('hello i am calling about your car insurance', 'slt'),
      16_000,
      8000,
    );
    const listener = new Listener(speechConfig(emulator));
    await listener.start();
    for (const pcm of [silence(400), said, silence(800)]) listener.write(pcm);
    expect((await listener.next('recognized')).result.text).toBe(
      'Hello i am calling about your car insurance.',
    );
    await listener.close();
    await voice.close();
    await emulator.close();
  });
});
