import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { controlMessages } from './control-messages';
import type { ControlMessage } from './control-messages';
import { MessageFault } from './message-fault';
import type { RawMessage } from './read-json';

/** Longer names of unknown fields are not echoed whole. */
const PARAM_LENGTH = 128;

/** @throws MessageFault `unknown_type`, or `bad_message` with the first field at fault */
export function readControl(message: RawMessage): ControlMessage {
  const { type } = message;
  if (typeof type !== 'string') throw new MessageFault('bad_message', 'must be a text', { param: 'type' });
  if (!isControlType(type))
    throw new MessageFault('unknown_type', 'there is no such message', { param: 'type' });
  const control = plainToInstance(controlMessages[type], message);
  const [error] = validateSync(control, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  if (error) throw faultOf(error);
  return control;
}

const isControlType = (type: string): type is keyof typeof controlMessages =>
  Object.hasOwn(controlMessages, type);

function faultOf(error: ValidationError, path = ''): MessageFault {
  const param = `${path}${error.property}`.slice(0, PARAM_LENGTH);
  const inner = error.children?.[0];
  if (inner) return faultOf(inner, `${param}.`);
  const [message] = Object.values(error.constraints ?? {});
  return new MessageFault('bad_message', message ?? 'is not valid', { param });
}
