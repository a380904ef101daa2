// Runs one of the programs in test/load/programs: npm run test:load and its like, each with -- --help of its options in
// docs/load.md.
import { runLoad } from './performance.mjs';

await runLoad(`${process.argv.splice(2, 1)[0]}.js`);
