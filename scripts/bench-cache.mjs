// Measures what is cached: npm run bench:cache, with -- --write to put the tables into docs/performance.md.
import { runPerformance } from './performance.mjs';

await runPerformance('cache/bench-cache.js');
