export * from './stt/azure/azure-stt.descriptor';
export * from './stt/embedded/embedded-stt.descriptor';
export * from './stt/sherpa/sherpa-stt.descriptor';
export * from './stt/simulated/simulated-stt.descriptor';
export * from './tts/azure/azure-tts.descriptor';
export * from './tts/embedded/embedded-tts.descriptor';
export * from './tts/sherpa/sherpa-tts.descriptor';
export * from './tts/simulated/simulated-tts.descriptor';
