import type { CallCommand, SettingsPatch } from '@app/core';
import { digitBounds } from '@app/protocol';
import type { ControlMessage } from './control-messages';
import { MessageFault } from './message-fault';

type SessionUpdate = Extract<ControlMessage, { type: 'session_update' }>;

/** What a message asks of the call; a heartbeat asks nothing of it. */
export function commandOf(message: Exclude<ControlMessage, { type: 'heartbeat' }>): CallCommand {
  switch (message.type) {
    case 'session_update':
      return {
        type: 'update',
        patch: patchOf(message),
        token: message.token ?? null,
        eventId: message.eventId ?? null,
      };
    case 'text_input':
      return { type: 'text', text: message.text };
    case 'interrupt':
      return { type: 'interrupt' };
    case 'mark':
      return { type: 'mark', name: message.name };
    case 'dtmf':
      return { type: 'dtmf', digit: message.digit, durationMs: message.durationMs ?? digitBounds.default };
    case 'end_call':
      return { type: 'end', reason: 'caller' };
  }
}

/** Only the fields that were sent: an absent one must not overwrite. */
function patchOf(message: SessionUpdate): SettingsPatch {
  const { endpointing, language, voice, instructions, greeting, interruptible, profile } = message;
  return {
    ...(language !== undefined && { language }),
    ...(voice !== undefined && { voice }),
    ...(instructions !== undefined && { instructions }),
    ...(greeting !== undefined && { greeting }),
    ...(interruptible !== undefined && { interruptible }),
    ...(profile !== undefined && { profile }),
    ...(endpointing !== undefined && { endpointing: silencesOf(endpointing) }),
  };
}

function silencesOf(
  endpointing: NonNullable<SessionUpdate['endpointing']>,
): NonNullable<SettingsPatch['endpointing']> {
  const { minSilenceMs, maxSilenceMs } = endpointing;
  if (minSilenceMs !== undefined && maxSilenceMs !== undefined && minSilenceMs > maxSilenceMs)
    throw new MessageFault('bad_message', 'must not be above maxSilenceMs', {
      param: 'endpointing.minSilenceMs',
    });
  return {
    ...(minSilenceMs !== undefined && { minSilenceMs }),
    ...(maxSilenceMs !== undefined && { maxSilenceMs }),
  };
}
