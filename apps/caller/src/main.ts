import { runCaller } from './run-caller';

const hangUp = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => hangUp.abort());

void runCaller(process.argv.slice(2), process.stdout, process.stderr, hangUp.signal).then(code => {
  process.exitCode = code;
});
