import { validateSync } from 'class-validator';
import { settingsOf } from './setting';
import type { CrossChecked, FindFragment, Fragment } from './setting';

/** What is wrong with one fragment, each line beginning with the variable's name. */
export function complaints(fragment: Fragment, instance: object): string[] {
  const names = new Map(settingsOf(fragment).map(setting => [setting.property, setting.names[0]]));
  return validateSync(instance, { forbidUnknownValues: false, stopAtFirstError: true }).map(error => {
    const name = names.get(error.property) ?? error.property;
    const wants = Object.values(error.constraints ?? {})
      .map(text => inWordsOf(name, error.property, text))
      .filter(text => !quotes(text, error.value));
    return `${name}: ${wants.join('; ') || 'is not valid'}`;
  });
}

export const isCrossChecked = (instance: object): instance is CrossChecked =>
  'problems' in instance && typeof instance.problems === 'function';

export const crossComplaints = (instance: object, find: FindFragment): readonly string[] =>
  isCrossChecked(instance) ? instance.problems(find) : [];

/** class-validator speaks of the property; the operator knows the variable. */
function inWordsOf(name: string, property: string, message: string): string {
  const withoutSubject = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return withoutSubject.replace(new RegExp(`\\b${property}\\b`, 'g'), name);
}

/** A validator's message may have been written to quote what it was given; that could be a secret. */
function quotes(message: string, value: unknown): boolean {
  const given = Array.isArray(value) ? (value as unknown[]) : [value];
  return given.some(item => typeof item === 'string' && item.length > 2 && message.includes(item));
}
