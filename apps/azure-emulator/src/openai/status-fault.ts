import type { DoorFault } from '../faults/fault';
import {
  ApiError,
  deploymentNotFound,
  internalError,
  resourceNotFound,
  tooManyRequests,
  unauthorized,
  unavailable,
} from './api-error';

type StatusFault = Extract<DoorFault, { kind: 'status' }>;

/** What Azure OpenAI would answer with this status; the fault may say code and message itself. */
export function statusError(fault: StatusFault, deployment: string): ApiError {
  const usual = usualError(fault, deployment);
  if (fault.message === undefined && fault.code === undefined) return usual;
  const { error } = usual.body as { error: object };
  const told = { ...(fault.code && { code: fault.code }), ...(fault.message && { message: fault.message }) };
  return new ApiError(fault.status, { error: { ...error, ...told } }, usual.headers);
}

function usualError({ status, retryAfter, code }: StatusFault, deployment: string): ApiError {
  switch (status) {
    case 401:
      return unauthorized();
    case 404:
      return code === 'DeploymentNotFound' ? deploymentNotFound(deployment) : resourceNotFound();
    case 429:
      return tooManyRequests(retryAfter, code);
    case 500:
      return internalError();
    case 503:
      return unavailable(retryAfter);
    default:
      return new ApiError(status, { error: { code: String(status), message: `HTTP ${status}` } });
  }
}
