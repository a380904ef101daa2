import { ConnectionRefused } from '@app/client';
import { UsageError } from './usage';

/** Why there was no call, in one line. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConnectionRefused) return refusal(error);
  if (error instanceof UsageError) return `${error.message} (--help tells more)`;
  if (!(error instanceof Error)) return String(error);
  if (codeOf(error) === 'ECONNREFUSED')
    return 'nobody answers at this address: is the service running? (npm start)';
  if (codeOf(error) === 'ENOTFOUND') return 'there is no such host: look at --url';
  return `no call: ${error.message}`;
}

function refusal({ status, code, message, param, retryAfterMs }: ConnectionRefused): string {
  const where = param === null ? '' : ` (${param})`;
  const when = retryAfterMs === null ? '' : `; try again in ${Math.ceil(retryAfterMs / 1000)} s`;
  return `refused with ${status}${code === null ? '' : ` ${code}`}: ${message}${where}${when}`;
}

/** Node tells several attempts at one name as one error with several inside. */
function codeOf(error: Error): string | undefined {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return (error as NodeJS.ErrnoException).code ?? (first as NodeJS.ErrnoException | undefined)?.code;
}
