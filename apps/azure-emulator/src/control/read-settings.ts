import { isDelay } from '../faults/delay';
import { isObject } from '../server/json';
import { usualSettings } from './settings';
import type { Settings } from './settings';

/** A setting that is none; the message names it. */
export class SettingError extends Error {}

/** @throws SettingError */
export function readSettings(value: unknown): Partial<Settings> {
  if (!isObject(value)) throw new SettingError('settings are an object');
  for (const [name, wanted] of Object.entries(value)) {
    if (!Object.hasOwn(usualSettings, name)) throw new SettingError(`there is no setting "${name}"`);
    if (!holds(name, wanted)) throw new SettingError(`"${name}" cannot be ${JSON.stringify(wanted)}`);
  }
  return value;
}

function holds(name: string, value: unknown): boolean {
  if (name === 'speechLevelDb') return typeof value === 'number' && value < 0;
  if (name === 'segmentationMs') return typeof value === 'number' && value > 0;
  return isDelay(value);
}
