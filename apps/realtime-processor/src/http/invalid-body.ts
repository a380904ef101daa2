import { BadRequestException } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

interface InvalidField {
  /** Of a field within others with theirs before it, such as `faults.0.stage`. */
  readonly field: string;
  readonly message: string;
}

/** What validation found, as 400 with every field and what it wants. */
export function invalidBody(found: readonly ValidationError[]): BadRequestException {
  const errors = invalidFields(found, '');
  return new BadRequestException({
    statusCode: 400,
    code: 'bad_request',
    message: errors.map(error => error.message).join('; '),
    errors,
  });
}

function invalidFields(found: readonly ValidationError[], above: string): InvalidField[] {
  return found.flatMap(({ property, constraints, children = [] }) => {
    const field = `${above}${property}`;
    const own = Object.values(constraints ?? {}).map(message => ({ field, message }));
    return [...own, ...invalidFields(children, `${field}.`)];
  });
}
