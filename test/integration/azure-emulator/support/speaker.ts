import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import type { AzureEmulator } from '../../../../apps/azure-emulator/src/emulator';
import { speechConfig } from './speech-sdk';

export interface Word {
  readonly text: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly kind: string;
  /** In the text that was given. */
  readonly textOffset: number;
}

/** A synthesiser without a loudspeaker, and all it told. */
export class Speaker {
  readonly synthesizer: sdk.SpeechSynthesizer;
  readonly words: Word[] = [];
  /** Bytes of each chunk that came. */
  readonly chunks: number[] = [];

  constructor(
    emulator: AzureEmulator,
    format: sdk.SpeechSynthesisOutputFormat,
    config = speechConfig(emulator),
  ) {
    config.speechSynthesisOutputFormat = format;
    config.speechSynthesisVoiceName = 'en-US-AvaMultilingualNeural';
    // Without a destination of its own the SDK would look for a loudspeaker.
    const out = sdk.AudioConfig.fromStreamOutput(sdk.AudioOutputStream.createPullStream());
    this.synthesizer = new sdk.SpeechSynthesizer(config, out);
    this.synthesizer.wordBoundary = (_, word) =>
      this.words.push({
        text: word.text,
        startMs: word.audioOffset / 10_000,
        durationMs: word.duration / 10_000,
        kind: word.boundaryType,
        textOffset: word.textOffset,
      });
    this.synthesizer.synthesizing = (_, { result }) => this.chunks.push(result.audioData.byteLength);
  }

  speak(text: string): Promise<sdk.SpeechSynthesisResult> {
    return new Promise((resolve, reject) => this.synthesizer.speakTextAsync(text, resolve, reject));
  }

  speakSsml(ssml: string): Promise<sdk.SpeechSynthesisResult> {
    return new Promise((resolve, reject) => this.synthesizer.speakSsmlAsync(ssml, resolve, reject));
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.synthesizer.close(resolve, reject));
  }
}
