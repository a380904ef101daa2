// Runs the k6 script as it is, with what k6 brings along put in its place: one virtual user, one iteration, real sockets. Writes
// what its metrics and checks were given, its options, and what it waited for once, ms, as JSON. Arguments: the script, the
// service's address, variables as NAME=value.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [script, target, ...variables] = process.argv.slice(2);

const seen = { metrics: {}, checks: {}, options: null, waits: [] };
globalThis.__ENV = {
  TARGET_URL: target,
  TURNS: '2',
  ...Object.fromEntries(variables.map(each => each.split('='))),
};
const later = globalThis.setTimeout;
globalThis.setTimeout = (then, ms) => {
  seen.waits.push(ms);
  return later(then, ms);
};
globalThis.__VU = 1;
globalThis.__ITER = 0;
globalThis.open = path => new Uint8Array(readFileSync(join(dirname(script), path))).buffer;
globalThis.k6 = {
  Metric: class {
    constructor(name) {
      this.values = seen.metrics[name] = [];
    }
    add(value, tags) {
      this.values.push(tags ? { value, tags } : value);
    }
  },
  check: (value, checks) => {
    for (const [name, holds] of Object.entries(checks)) seen.checks[name] = holds(value);
  },
};

const modules = {
  k6: 'export const check = k6.check;',
  'k6/metrics': 'export const Counter = k6.Metric, Rate = k6.Metric, Trend = k6.Metric;',
  'k6/websockets': 'export const WebSocket = globalThis.WebSocket;',
};
registerHooks({
  resolve: (specifier, context, next) =>
    specifier in modules
      ? { url: `data:text/javascript,${encodeURIComponent(modules[specifier])}`, shortCircuit: true }
      : next(specifier, context),
});

const scenario = await import(pathToFileURL(script));
seen.options = scenario.options;
// Nothing is left to do once its socket is closed, and what it waited for is over.
process.once('exit', () => process.stdout.write(JSON.stringify(seen)));
scenario.default();
