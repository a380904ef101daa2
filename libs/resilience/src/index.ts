export * from './breaker';
export * from './breakers';
export * from './guard-limits';
export * from './guard-observer';
export * from './guarded-reply-engine';
export * from './guarded-speech-to-text';
export * from './guarded-text-to-speech';
export * from './provider-chain';
