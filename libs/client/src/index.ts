export * from './call-client';
export * from './call-options';
export * from './connect';
export * from './connection-refused';
export * from './playback';
export * from './ready-audio';
export * from './resuming-call';
