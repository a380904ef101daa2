// Starts the service in this process, so that signals reach it directly.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build, root } from './build.mjs';

build();
await import(pathToFileURL(join(root, 'dist/apps/realtime-processor/src/main.js')));
