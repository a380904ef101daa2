import { formatHeaders, parseHeaders } from './headers';
import { speechMessage } from './speech-message';
import type { SpeechMessage } from './speech-message';

const BLANK_LINE = '\r\n\r\n';

/** @throws WireError */
export function parseText(text: string): SpeechMessage {
  const end = text.indexOf(BLANK_LINE);
  const block = end < 0 ? text : text.slice(0, end);
  return speechMessage(parseHeaders(block), end < 0 ? '' : text.slice(end + BLANK_LINE.length));
}

/**
 * Headers, an empty line, JSON. The SDK splits at every empty line and keeps the second piece: a body must not contain
 * one, and JSON without indentation never does.
 */
export function formatText(path: string, requestId: string, body: object): string {
  const headers = {
    'X-RequestId': requestId,
    'Content-Type': 'application/json; charset=utf-8',
    Path: path,
  };
  return `${formatHeaders(headers)}\r\n${JSON.stringify(body)}`;
}
