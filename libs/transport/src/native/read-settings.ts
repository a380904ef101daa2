import type { SettingsPatch } from '@app/core';
import { commandOf } from './command-of';
import { MessageFault } from './message-fault';
import { readControl } from './read-control';

/** What belongs to the message around settings, not to them. */
const ENVELOPE = ['type', 'callId', 'eventId', 'timestamp', 'token'];

/** Reads settings from anywhere, by the same rules as those of `session_update`. */
export function readSettings(
  settings: Readonly<Record<string, unknown>>,
): { readonly patch: SettingsPatch } | { readonly param: string; readonly message: string } {
  const foreign = ENVELOPE.find(name => Object.hasOwn(settings, name));
  if (foreign !== undefined) return { param: foreign, message: 'is not a setting' };
  try {
    const control = readControl({ ...settings, type: 'session_update' });
    const command = control.type === 'session_update' ? commandOf(control) : null;
    return { patch: command?.type === 'update' ? command.patch : {} };
  } catch (thrown) {
    if (!(thrown instanceof MessageFault)) throw thrown;
    return { param: thrown.param ?? 'settings', message: thrown.message };
  }
}
