import { HttpException, HttpStatus } from '@nestjs/common';
import { ProfileNotWrittenError, ProfilerBusyError, TooManyFaultyCallsError } from '@app/telemetry';

const { CONFLICT, INSUFFICIENT_STORAGE } = HttpStatus;

/** What an operator can do something about is told as it is; everything else is as unforeseen as it was. */
export function refusedOrder(error: unknown): unknown {
  if (error instanceof ProfilerBusyError || error instanceof TooManyFaultyCallsError)
    return new HttpException(error.message, CONFLICT);
  if (error instanceof ProfileNotWrittenError) return new HttpException(error.message, INSUFFICIENT_STORAGE);
  return error;
}
