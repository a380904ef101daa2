export * from './clip/answer-clip';
export type { Clip } from './clip/recognise-clip';
export * from './conversation';
export * from './conversation-parts';
export * from './endpointing/endpointing-strategy';
export * from './endpointing/fixed-endpointing';
export * from './playout/ticker';
export * from './turn/turn-policy';
export * from './turns-in-progress';
