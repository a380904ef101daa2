// Calls a running service from the terminal: npm run call -- FILE.wav, or npm run call -- --say "hello".
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build, root } from './build.mjs';

build();
await import(pathToFileURL(join(root, 'dist/apps/caller/src/main.js')));
