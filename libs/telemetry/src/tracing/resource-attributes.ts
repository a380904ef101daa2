/** `key=value` pairs separated by commas; commas and the like in values are percent-encoded. */
export const RESOURCE_ATTRIBUTES = /^(\s*[\w.\-/]+\s*=[^,=]*(,\s*[\w.\-/]+\s*=[^,=]*)*)?$/;

/** @param text as in `OTEL_RESOURCE_ATTRIBUTES` */
export function readResourceAttributes(text: string): Record<string, string> {
  const pairs = text.split(',').filter(pair => pair.includes('='));
  return Object.fromEntries(
    pairs.map(pair => {
      const [key = '', value = ''] = pair.split('=');
      return [key.trim(), decoded(value.trim())] as const;
    }),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
