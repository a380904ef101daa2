export * from './engine-descriptor';
export * from './engines';
export * from './load-engine';
export * from './smoothing';
export * from './vad-settings';
