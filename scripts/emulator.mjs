// Azure Speech and Azure OpenAI on this machine: npm run emulator -- --help.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build, root } from './build.mjs';

build();
await import(pathToFileURL(join(root, 'dist/apps/azure-emulator/src/main.js')));
