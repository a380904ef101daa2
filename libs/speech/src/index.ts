export * from './tts/embedded/embedded-tts.descriptor';
export * from './tts/sherpa/sherpa-tts.descriptor';
export * from './tts/simulated/simulated-tts.descriptor';
