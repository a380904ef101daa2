// What the SDK does not export and these files stand on; its version is pinned, and the specs beside them hold it.
// The SDK itself goes first: its modules know one another in a circle that only this order resolves.
import './speech-sdk';

export {
  connectivity,
  type as deviceType,
} from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/Exports';
export type { ISpeechConfigAudioDevice } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/Exports';
export type { IAuthentication } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/IAuthentication';
export type { IConnectionFactory } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/IConnectionFactory';
export type { RecognizerConfig } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/RecognizerConfig';
export { RecognitionMode } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/ServiceMessages/PhraseDetection/PhraseDetectionContext';
export type { ServiceRecognizerBase } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/ServiceRecognizerBase';
export type { SynthesisAdapterBase } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/SynthesisAdapterBase';
export type { SynthesizerConfig } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/SynthesizerConfig';
export type { ISynthesisConnectionFactory } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/ISynthesisConnectionFactory';
export type { SpeechServiceConfig } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/SpeechServiceConfig';
export {
  ConnectionClosedEvent,
  ConnectionMessageReceivedEvent,
  EventSource,
} from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common/Exports';
export type {
  AudioSourceEvent,
  ConnectionMessage,
  IAudioSource,
  IAudioStreamNode,
  IConnection,
} from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common/Exports';
export type { AudioStreamFormatImpl } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/sdk/Audio/AudioStreamFormat';
export { AudioOutputFormatImpl } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/sdk/Audio/AudioOutputFormat';
