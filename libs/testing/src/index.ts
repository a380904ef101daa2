export * from './contract';
export * from './virtual-clock';
export * from './fakes/fake-reply-engine';
export * from './fakes/fake-speech-to-text';
export * from './fakes/fake-text-to-speech';
export * from './fakes/fake-voice-activity';
export * from './fakes/silent-observer';
