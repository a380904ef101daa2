import { runEmulator } from './run-emulator';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

void runEmulator(process.argv.slice(2), process.stdout, process.stderr, stop.signal).then(code => {
  process.exitCode = code;
});
