export * from './script/load';
export * from './script/match';
export * from './script/provider';
export * from './script/script';
export * from './script/script-error';
export * from './script/script-settings';
export * from './simulated/provider';
export * from './simulated/simulated-ai-settings';
