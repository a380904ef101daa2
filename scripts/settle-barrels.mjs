// What swc makes of `export *` looks a name up by a string at each use, which costs a tenth of what is done for a frame.
// No import here is circular, so that whatever a barrel hands on is there when the barrel is: it can be plain properties.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const helper = /function _export_star\(from, to\) \{\n[\s\S]*?\n\}\n/;

const settled = `function _export_star(from, to) {
    for (const name of Object.keys(from)) {
        if (name === "default" || Object.hasOwn(to, name)) continue;
        // Not by assignment, which would make a dictionary of it.
        Object.defineProperty(to, name, { enumerable: true, value: from[name] });
    }
    return from;
}
`;

/** @param folder of compiled files */
export function settleBarrels(folder) {
  for (const file of globSync('**/*.js', { cwd: folder })) {
    const path = join(folder, file);
    const code = readFileSync(path, 'utf8');
    if (helper.test(code)) writeFileSync(path, code.replace(helper, settled));
  }
}
