import { BadRequestException } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

/** What validation found, as 400 with every field and what it wants. */
export function invalidBody(found: readonly ValidationError[]): BadRequestException {
  const errors = found.flatMap(({ property, constraints }) =>
    Object.values(constraints ?? {}).map(message => ({ field: property, message })),
  );
  return new BadRequestException({
    statusCode: 400,
    code: 'bad_request',
    message: errors.map(error => error.message).join('; '),
    errors,
  });
}
