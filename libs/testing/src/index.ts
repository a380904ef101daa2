export * from './contract';
export * from './virtual-clock';
