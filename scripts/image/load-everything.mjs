// Run in the image: loads every package that the compiled code names, as the one provider that needs it would some day.
import { globSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';

const require = createRequire('/app/dist/');
const named = globSync('/app/dist/**/*.js').flatMap(file =>
  [...readFileSync(file, 'utf8').matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(([, name]) => name),
);
const optional = Object.keys(require('/app/package.json').optionalDependencies);
const packages = [...new Set(named)].filter(name => !isBuiltin(name) && !optional.includes(name));
if (packages.length === 0) throw new Error('the compiled code names no package: it is not where it was');
for (const name of packages) require(name);
process.stdout.write(`${packages.length} packages load\n`);
process.exit(0);
