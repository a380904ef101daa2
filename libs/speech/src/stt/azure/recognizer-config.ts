import type { SpeechResource } from '../../azure/speech-resource';
import { sdk, speechConfigOf } from '../../azure/speech-sdk';
import type { AzureSttSettings } from './azure-stt-settings';

const { PropertyId } = sdk;

export type RecognizerSettings = Pick<AzureSttSettings, 'segmentationMs' | 'languages' | 'stableThreshold'>;

/** @param language of the call: the first of those that are told apart */
export function recognizerConfig(
  resource: SpeechResource,
  language: string,
  { segmentationMs, languages, stableThreshold }: RecognizerSettings,
): sdk.SpeechConfig {
  const config = speechConfigOf(resource);
  config.speechRecognitionLanguage = language;
  config.outputFormat = sdk.OutputFormat.Detailed;
  config.requestWordLevelTimestamps();
  config.setProperty(PropertyId.Speech_SegmentationSilenceTimeoutMs, String(segmentationMs));
  // One attempt: what comes after a failure is decided here, not by the SDK.
  config.setProperty('SPEECH-Error-MaxRetryCount', '0');
  // What was said while a connection was being opened is made up for at once, not at twice the speed of speech.
  config.setProperty('SPEECH-TransmitLengthBeforThrottleMs', String(Number.MAX_SAFE_INTEGER));
  if (stableThreshold > 0)
    config.setProperty(
      PropertyId.SpeechServiceResponse_StablePartialResultThreshold,
      String(stableThreshold),
    );
  const others = languages.filter(each => each !== language);
  if (others.length > 0) {
    config.setProperty(
      PropertyId.SpeechServiceConnection_AutoDetectSourceLanguages,
      [language, ...others].join(','),
    );
    config.setProperty(PropertyId.SpeechServiceConnection_LanguageIdMode, 'Continuous');
  }
  return config;
}
