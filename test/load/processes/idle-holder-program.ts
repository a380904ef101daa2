import { setPriority } from 'node:os';
import type { CallClient } from '@app/client';
import { connectIdle } from '../driver/idle-callers';
import type { IdleAnswer, IdleOrder } from './idle-holder';
import { RefusalLog } from './refusal-log';
import { within } from './within';

/** A connection that does not answer for so long is not there, ms. */
const ANSWER_WITHIN_MS = 30_000;
/** Whoever shares the core comes first. */
const LOWEST_PRIORITY = 19;

const [url = '', token = ''] = process.argv.slice(2);
const clients: CallClient[] = [];

async function open(count: number): Promise<IdleAnswer> {
  const refusals = new RefusalLog();
  await connectIdle(
    url,
    token,
    count,
    client => clients.push(client),
    error => refusals.note(error),
  );
  return { there: clients.length, refused: refusals.said };
}

async function alive(): Promise<IdleAnswer> {
  const answers = await Promise.allSettled(
    clients.map(client => {
      const answer = within(ANSWER_WITHIN_MS, client.next('heartbeat'), 'a heartbeat');
      client.heartbeat();
      return answer;
    }),
  );
  return { there: answers.filter(({ status }) => status === 'fulfilled').length, refused: {} };
}

setPriority(LOWEST_PRIORITY);
process.on('message', (order: IdleOrder) => {
  void ('open' in order ? open(order.open) : alive()).then(answer => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
process.stdout.write('holds what it is told to\n');
