/** An answer that is an error, as Azure OpenAI gives it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: object,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`HTTP ${status}`);
  }
}

interface ErrorFields {
  readonly code: string | null;
  readonly message: string;
  readonly [extra: string]: unknown;
}

const apiError = (status: number, error: ErrorFields, headers: Record<string, string> = {}): ApiError =>
  new ApiError(status, { error }, headers);

export const unauthorized = (): ApiError =>
  apiError(401, {
    code: '401',
    message: 'Access denied: the key or token is not valid for this resource, or its endpoint is another.',
  });

export const resourceNotFound = (): ApiError => apiError(404, { code: '404', message: 'Resource not found' });

export const deploymentNotFound = (deployment: string): ApiError =>
  apiError(404, {
    code: 'DeploymentNotFound',
    message: `There is no deployment ${deployment} in this resource. One made within the last 5 minutes may need a moment.`,
  });

export const badRequest = (message: string, param: string | null, code: string | null = null): ApiError =>
  apiError(400, { message, type: 'invalid_request_error', param, code });

/** @param retryAfter seconds; where it is left out the answer does not say when to come again */
export function tooManyRequests(retryAfter: number | undefined, code = '429'): ApiError {
  const when = retryAfter === undefined ? '' : ` Please retry after ${Math.ceil(retryAfter)} seconds.`;
  const message =
    code === 'insufficient_quota'
      ? 'You exceeded your current quota, please check your plan and billing details.'
      : `The request exceeded the token rate limit of this deployment.${when}`;
  return apiError(429, { code, message }, retryHeaders(retryAfter));
}

export const internalError = (): ApiError =>
  apiError(500, {
    code: 'InternalServerError',
    message: 'The server had an error while processing your request.',
    type: 'server_error',
    param: null,
  });

export const unavailable = (retryAfter?: number): ApiError =>
  apiError(
    503,
    {
      code: 'ServiceUnavailable',
      message: 'The service is temporarily unable to process your request. Please try again later.',
      type: 'server_error',
      param: null,
    },
    retryHeaders(retryAfter),
  );

/** Azure says when to come again twice: in whole seconds, and in milliseconds. */
function retryHeaders(retryAfter: number | undefined): Record<string, string> {
  if (retryAfter === undefined) return {};
  return { 'retry-after': String(Math.ceil(retryAfter)), 'retry-after-ms': String(retryAfter * 1000) };
}
