// What the service adds to each turn while Azure answers at once: npm run bench:azure, with -- --json for everything that was
// measured, --write to put the tables into docs/performance.md.
import { runPerformance } from './performance.mjs';

await runPerformance('azure/bench-azure.js');
