// Measures how turns are taken: npm run bench:turns, with -- --virtual or --live for one part of it, --json for every turn by
// itself, --write to put the tables into docs/performance.md.
import { runPerformance } from './performance.mjs';

await runPerformance('turns/bench-turns.js');
