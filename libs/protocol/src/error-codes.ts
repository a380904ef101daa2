interface ErrorMeaning {
  readonly meaning: string;
  /** Whether the socket is usually closed after it; the `fatal` of the message itself is what counts. */
  readonly fatal: boolean;
}

/** Every code an `error` message can carry. */
export const errorCodes = {
  bad_json: { meaning: 'A text message is not JSON.', fatal: false },
  bad_message: { meaning: 'A field is missing, unknown or out of range; `param` names it.', fatal: false },
  unknown_type: { meaning: 'No message has this `type`.', fatal: false },
  wrong_call: {
    meaning: 'The message names another call than the one this connection carries.',
    fatal: false,
  },
  bad_audio: {
    meaning:
      'Audio that cannot be taken: bad base64, an odd number of bytes, too short, too long, not decodable.',
    fatal: false,
  },
  too_large: { meaning: 'A message is larger than the limits allow.', fatal: true },
  duplicate_call: {
    meaning: 'The call named by the first message is live on another connection.',
    fatal: true,
  },
  not_supported: { meaning: 'The server knows the request and does not offer it.', fatal: false },
  token_invalid: {
    meaning: 'The token given for renewal is not valid; the one before still counts.',
    fatal: false,
  },
  token_expired: { meaning: 'The token expired and was not renewed.', fatal: true },
  rate_limited: {
    meaning: 'More was sent than the limits allow; `retryAfterMs` says how long to wait.',
    fatal: true,
  },
  draining: { meaning: 'This instance is going away.', fatal: true },
  voice_unavailable: {
    meaning: 'There is no voice for the language: replies stay text, `audioData` is empty.',
    fatal: false,
  },
  deadline_exceeded: {
    meaning: 'The reply took too long; a prepared answer is spoken instead.',
    fatal: false,
  },
  reply_failed: { meaning: 'The turn could not be answered, not even by a prepared answer.', fatal: false },
  provider_auth: {
    meaning: 'A speech or reply provider refuses the credentials of the server.',
    fatal: false,
  },
  provider_quota: { meaning: 'The quota at a provider is used up.', fatal: false },
  provider_busy: { meaning: 'A provider has no capacity at the moment.', fatal: false },
  provider_transient: { meaning: 'A provider failed in a way that may pass.', fatal: false },
  provider_protocol: { meaning: 'A provider answered what it should not.', fatal: false },
  provider_timeout: { meaning: 'A provider did not answer in time.', fatal: false },
  provider_unsupported: {
    meaning: 'A provider cannot do what the call asks, such as its language.',
    fatal: false,
  },
  provider_unavailable: { meaning: 'A provider is out of service.', fatal: false },
  internal: { meaning: 'The server failed in a way it did not expect.', fatal: false },
} as const satisfies Readonly<Record<string, ErrorMeaning>>;

export type ErrorCode = keyof typeof errorCodes;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);
