// Measures the voice activity engines: npm run bench:vad, with -- --write to put the tables into docs/performance.md.
import { runPerformance } from './performance.mjs';

await runPerformance('vad/bench-vad.js');
