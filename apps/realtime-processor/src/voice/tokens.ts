/** What the parts of a call are injected by. */
export const SPEECH_TO_TEXT = Symbol('SpeechToText');
export const TEXT_TO_SPEECH = Symbol('TextToSpeech');
export const REPLY_ENGINE = Symbol('ReplyEngine');
/** The providers behind these, by kind, as they stand beneath the guards. */
export const CHAINS = Symbol('Chains');
export const BREAKERS = Symbol('Breakers');
export const LOADS = Symbol('ProviderLoads');
/** Places of the turns that are answered at once. */
export const PLACES = Symbol('WorkPlaces');
export const VOICE_ACTIVITY = Symbol('VoiceActivity');
export const PART_ENCODER = Symbol('PartEncoder');
export const STAGES = Symbol('Stages');
