import { services } from '../faults/fault';
import type { LogFilter } from './request-log';

/** `?since=120&service=stt&connection=stt-1&request=…&event=received`, as much of it as there is. */
export function readLogFilter(query: URLSearchParams): LogFilter {
  const service = services.find(each => each === query.get('service'));
  const since = query.get('since');
  const texts = (['connection', 'request', 'event'] as const).flatMap(name => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    ...(service && { service }),
    ...(since !== null && { since: Number(since) }),
    ...Object.fromEntries(texts),
  };
}
