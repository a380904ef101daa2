import { ConnectionRefused } from '@app/client';
import { explainFailure } from './explain-failure';
import { UsageError } from './usage';

const failed = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

describe('Why there was no call', () => {
  it.each([
    [failed('ECONNREFUSED'), 'nobody answers at this address: is the service running? (npm start)'],
    [
      new AggregateError([failed('ECONNREFUSED'), failed('ECONNREFUSED')]),
      'nobody answers at this address: is the service running? (npm start)',
    ],
    [failed('ENOTFOUND'), 'there is no such host: look at --url'],
    [new Error('closed with 1006'), 'no call: closed with 1006'],
    [new UsageError('one recording at a time'), 'one recording at a time (--help tells more)'],
    [
      new ConnectionRefused(401, 'unauthorized', 'no token', null, null),
      'refused with 401 unauthorized: no token',
    ],
    [
      new ConnectionRefused(400, 'bad_request', 'must be a tag', 'language', null),
      'refused with 400 bad_request: must be a tag (language)',
    ],
    [
      new ConnectionRefused(503, 'busy', 'no capacity is left', null, 1500),
      'refused with 503 busy: no capacity is left; try again in 2 s',
    ],
    [
      new ConnectionRefused(502, null, 'the server answered 502', null, null),
      'refused with 502: the server answered 502',
    ],
  ])('%s', (error, line) => {
    expect(explainFailure(error)).toBe(line);
  });
});
