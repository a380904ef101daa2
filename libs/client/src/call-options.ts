import { upgradePath } from '@app/protocol';
import type { InputEncoding, ReplyEncoding, ReplyRate, UpgradeQuery } from '@app/protocol';

export interface CallOptions {
  /** Sent as `Authorization: Bearer`, so that it does not end up in logs of URLs. */
  readonly token?: string;
  readonly callId?: string;
  /** Encoding and Hz of the reply; `mp3` at 16000 where left out. */
  readonly audio?: ReplyEncoding;
  readonly rate?: ReplyRate;
  /** Encoding and Hz of what `sendAudio` will be given; `pcm16` at 16000 where left out. */
  readonly input?: InputEncoding;
  readonly inputRate?: number;
  /** BCP 47. */
  readonly language?: string;
  /** Of the session that was lost: the call goes on. See ResumingCall, which does it by itself. */
  readonly resume?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives up connecting. Once connected it has no effect. */
  readonly signal?: AbortSignal;
}

const schemes: Readonly<Record<string, string>> = { 'http:': 'ws:', 'https:': 'wss:' };

/**
 * Where to connect to. A base without a path gets the protocol's own; http and https are taken for ws and wss.
 * @throws TypeError for what is no URL
 */
export function addressOf(base: string | URL, options: CallOptions): URL {
  const url = new URL(base);
  url.protocol = schemes[url.protocol] ?? url.protocol;
  if (url.pathname === '/') url.pathname = upgradePath;
  const { callId, audio, rate, input, inputRate, language, resume } = options;
  const query: { [Name in keyof UpgradeQuery]: string | number | undefined } = {
    callId,
    audio,
    rate,
    input,
    inputRate,
    language,
    resume,
  };
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}
