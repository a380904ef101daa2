/** @throws TypeError for anything but a number from `least` to `most` */
export function number(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= least && value <= most))
    throw new TypeError(`--${name} takes numbers from ${least} to ${most}, not ${text}`);
  return value;
}

export function whole(name: string, text: string, least: number, most: number): number {
  if (!Number.isInteger(Number(text))) throw new TypeError(`--${name} takes whole numbers, not ${text}`);
  return number(name, text, least, most);
}

/** Of all there are, 0–1. */
export const fraction = (name: string, text: string): number => number(name, text, 0, 1);

export function oneOf<Value extends string | number>(
  name: string,
  values: readonly Value[],
  text: string,
): Value {
  const found = values.find(known => String(known) === text);
  if (found === undefined) throw new TypeError(`--${name} takes ${values.join(' or ')}, not ${text}`);
  return found;
}
