// Writes .env.example and docs/configuration.md from the declarations of the configuration.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, root } from './build.mjs';

build();
const require = createRequire(import.meta.url);
const { describeConfiguration, describeEnvironment } = require(join(root, 'dist/libs/config/src/index.js'));
const { fragments } = require(join(root, 'dist/apps/realtime-processor/src/configuration.js'));
writeFileSync(join(root, '.env.example'), describeEnvironment(fragments));
writeFileSync(join(root, 'docs/configuration.md'), describeConfiguration(fragments));
