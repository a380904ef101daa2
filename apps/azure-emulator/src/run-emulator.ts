import { AzureEmulator } from './emulator';
import { parseEmulatorArguments } from './emulator-arguments';
import { readScenarioFiles } from './read-scenario-files';
import { UsageError, usage } from './usage';

interface Output {
  write(text: string): unknown;
}

export const exitCodes = { stopped: 0, failed: 1, usage: 2 } as const;

/**
 * Runs an emulator until it is told to stop; never rejects.
 * @returns the exit code
 */
export async function runEmulator(
  argv: readonly string[],
  out: Output,
  errors: Output,
  stop: AbortSignal,
): Promise<number> {
  try {
    const wanted = parseEmulatorArguments(argv);
    if (!wanted) {
      out.write(usage);
      return exitCodes.stopped;
    }
    const scenario = await readScenarioFiles(wanted.files);
    const emulator = await AzureEmulator.start({ ...wanted.options, scenario });
    out.write(greeting(emulator));
    await stopped(stop);
    await emulator.close();
    return exitCodes.stopped;
  } catch (error) {
    errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}

/** What to put into the service's environment, ready to be copied. */
const greeting = ({ speechHost, openAiEndpoint, controlUrl }: AzureEmulator): string =>
  [
    `AZURE_SPEECH_ENDPOINT=${speechHost}`,
    'AZURE_SPEECH_KEY=emulated',
    `AZURE_OPENAI_ENDPOINT=${openAiEndpoint}`,
    'AZURE_OPENAI_KEY=emulated',
    'AZURE_OPENAI_DEPLOYMENT=emulated',
    'AZURE_OPENAI_API_VERSION=2024-10-21',
    `control API: ${controlUrl}`,
    '',
  ].join('\n');

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
