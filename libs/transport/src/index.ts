export * from './native/native-descriptor';
export * from './native/native-handshake';
export * from './native/native-protocol';
export * from './native/parse-handshake';
export * from './native/read-settings';
