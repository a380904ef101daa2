export * from './configuration';
export * from './setting';
