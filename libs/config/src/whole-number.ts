import { IsInt, Max, Min } from 'class-validator';

/** A whole number from `min` to `max`, said in one message whichever way it fails. `unit` follows the number. */
export function WholeNumber(min: number, max: number, unit = ''): PropertyDecorator {
  const message = `must be a whole number from ${min} to ${max}${unit && ` ${unit}`}`;
  return (target, property) => {
    for (const rule of [IsInt({ message }), Min(min, { message }), Max(max, { message })])
      rule(target, property);
  };
}
