export * from './cache';
export * from './cache-key';
export * from './cache-observer';
export * from './cache-settings';
export * from './caches';
export * from './codec';
export * from './counting-observer';
export * from './namespace';
