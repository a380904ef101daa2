// Measures the path of a frame, step by step, beside a bare ws server: npm run bench, with -- --write to put the tables into
// docs/performance.md.
import { runPerformance } from './performance.mjs';

await runPerformance('frames/bench-frames.js');
