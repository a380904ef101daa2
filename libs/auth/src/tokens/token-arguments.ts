import { parseArgs } from 'node:util';
import { isCallId } from '@app/core';
import { ANY_CALL, accessScopes, isAccessScope } from '../identity';
import type { AccessScope, Identity } from '../identity';
import type { TokenRequest } from './mint-token';

export const tokenUsage = `npm run token -- --user USER --call CALL [options]

Prints a token for trying, signed with JWT_SECRET of the environment or of .env.

  --user USER      who it is for (sub)
  --call CALL      the only call it may carry; * (the default) is any
  --scopes LIST    ${accessScopes.join(', ')}; separated by commas; call where left out
  --expires TIME   90s, 30m, 12h, 7d; 1h where left out
  --tenant NAME    whose user it is
`;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * What a command line asks for; null: for help.
 * @throws TypeError saying what is wrong
 */
export function parseTokenArguments(argv: readonly string[]): TokenRequest | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      user: text,
      call: { ...text, default: ANY_CALL },
      scopes: { ...text, default: 'call' },
      expires: { ...text, default: '1h' },
      tenant: text,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (!values.user) throw new TypeError('--user is needed: whose token is it?');
  return {
    subject: values.user,
    callId: callOf(values.call),
    scopes: scopesOf(values.scopes),
    lifetimeSeconds: secondsOf(values.expires),
    ...(values.tenant && { tenant: values.tenant }),
  };
}

function callOf(text: string): Identity['callId'] {
  if (text === ANY_CALL || isCallId(text)) return text;
  throw new TypeError('--call must be * or a call id: 1 to 128 letters, digits or any of . _ ~ : @ + -');
}

function scopesOf(text: string): readonly AccessScope[] {
  const scopes = text.split(',').map(each => each.trim());
  if (scopes.every(isAccessScope)) return scopes;
  throw new TypeError(`--scopes must be of ${accessScopes.join(', ')}`);
}

function secondsOf(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new TypeError('--expires must be a time such as 90s, 30m, 12h or 7d');
}
