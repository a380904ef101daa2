import { systemClock } from '@app/core';
import { parseCallArguments } from './call-arguments';
import type { CallArguments } from './call-arguments';
import { inWords } from './call-summary';
import { Screen } from './dialogue/screen';
import type { Output } from './dialogue/screen';
import { explainFailure } from './explain-failure';
import { PlacedCall } from './place-call';
import { readRecording } from './source/read-recording';
import { speakText } from './source/speak-text';
import { usage } from './usage';

export const exitCodes = { answered: 0, notAnswered: 1, noCall: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const nowhere: Output = { write: () => undefined };

/**
 * Does what the command line says; never rejects.
 * @param hangUp ends the call early, as Ctrl-C does
 */
export async function runCaller(
  argv: readonly string[],
  out: Output,
  errors: Output,
  hangUp: AbortSignal,
): Promise<ExitCode> {
  try {
    const call = parseCallArguments(argv);
    if (call) return await placeCall(call, out, hangUp);
    out.write(usage);
    return exitCodes.answered;
  } catch (error) {
    errors.write(`${explainFailure(error)}\n`);
    return exitCodes.noCall;
  }
}

async function placeCall(call: CallArguments, out: Output, hangUp: AbortSignal): Promise<ExitCode> {
  const clip = await clipOf(call);
  const screen = new Screen(call.json ? nowhere : out);
  screen.line(`calling ${call.url.href}`);
  const placed = await PlacedCall.open(call, clip, screen, systemClock, hangUp);
  const summary = await placed.finish();
  if (call.json) out.write(`${JSON.stringify(summary, null, 2)}\n`);
  screen.line(inWords(summary));
  if (summary.savedTo !== null) screen.line(`saved ${summary.savedTo}: caller left, assistant right`);
  return summary.answered ? exitCodes.answered : exitCodes.notAnswered;
}

function clipOf({ source, language, input: { sampleRate } }: CallArguments): Promise<Int16Array> {
  if (source.kind === 'recording') return readRecording(source.path, sampleRate);
  return speakText(source.text, language ?? 'en-US', sampleRate);
}
