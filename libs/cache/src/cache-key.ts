import { hash } from 'node:crypto';
import type { Parameter } from './namespace';

/** Of text, or of anything else as text; 43 characters. */
export const digest = (text: string): string => hash('sha256', text, 'base64url');

/** `namespace:version:digest of all parameters`: nobody who reads keys learns what was said. */
export function cacheKey(
  namespace: string,
  version: number,
  recipe: Readonly<Record<string, Parameter>>,
): string {
  const names = Object.keys(recipe).sort();
  return `${namespace}:v${version}:${digest(JSON.stringify(names.map(name => [name, recipe[name]])))}`;
}
