export * from './configuration';
export * from './configuration.module';
export * from './describe-environment';
export * from './latency-targets';
export * from './provider-choice';
export * from './server-settings';
export * from './setting';
export * from './whole-number';
