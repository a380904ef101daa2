export * from './http-profiles';
export * from './profile-settings';
export * from './profiles';
export * from './profiles.module';
export * from './read-profile';
export * from './static-profiles';
