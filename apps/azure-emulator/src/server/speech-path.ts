/** The paths of the Speech service's WebSockets: two versions of speech to text, one of text to speech. */
const STT = [
  '/speech/recognition/interactive/cognitiveservices/v1',
  '/speech/recognition/conversation/cognitiveservices/v1',
  '/speech/recognition/dictation/cognitiveservices/v1',
  '/stt/speech/universal/v2',
];
const TTS = ['/tts/cognitiveservices/websocket/v1', '/cognitiveservices/websocket/v1'];

/** @returns null where there is no such service */
export function speechPath(path: string): 'stt' | 'tts' | null {
  if (STT.includes(path)) return 'stt';
  return TTS.includes(path) ? 'tts' : null;
}
