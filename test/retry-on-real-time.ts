/**
 * These tests run real sockets, processes and timers: a machine that is busy elsewhere can make one miss its moment. It is
 * tried twice more, and what went wrong before is printed. What fails for a reason fails three times.
 */
jest.retryTimes(2, { logErrorsBeforeRetry: true });
