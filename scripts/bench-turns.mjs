// Measures how turns are taken: npm run bench:turns. Flags: --virtual, --json, --write.
import { runPerformance } from './performance.mjs';

await runPerformance('turns/bench-turns.js');
