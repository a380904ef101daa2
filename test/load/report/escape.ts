/** Text for between tags and in quoted attributes. */
export const escape = (text: string | number): string =>
  String(text).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** JSON for a script element: what could end the element, or begin a comment in it, is written as an escape. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
