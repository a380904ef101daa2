/** The tool call by which the engine hands over a message that it noted; `arguments.text` is the whole of it. */
export const TAKE_MESSAGE = 'take_message';
