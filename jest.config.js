/** Kinds of test: unit beside the source; integration (several rooms, real Redis) and e2e (real sockets) under test/. */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
        swcrc: false,
      },
    ],
  },
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/** Real time, real sockets. */
const real = {
  ...shared,
  globalSetup: '<rootDir>/test/build-once.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/retry-on-real-time.ts'],
};

module.exports = {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,test/load}/**/*.spec.ts'] },
    { ...real, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.spec.ts'] },
    { ...real, displayName: 'e2e', testMatch: ['<rootDir>/test/{e2e,fuzz}/**/*.spec.ts'] },
  ],
  // Real-time tests mostly wait: two at a time are no more work than one.
  maxWorkers: 2,
  testTimeout: 30_000,
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  collectCoverageFrom: ['{libs,apps}/**/*.ts', '!**/*.spec.ts', '!**/index.ts', '!libs/testing/**'],
};
