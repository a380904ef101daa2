import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { until } from '../azure-emulator/support/until';
import { ChatRig } from './support/matrix/chat-rig';
import { faultCases } from './support/matrix/faults';
import type { Outcome, Rig } from './support/matrix/outcome';
import { SttRig } from './support/matrix/stt-rig';
import { lasting, markdownOf } from './support/matrix/table';
import type { Row } from './support/matrix/table';
import { TtsRig } from './support/matrix/tts-rig';
import { SteppedClock } from './support/stepped-clock';

const PAGE = join(__dirname, '../../../docs/azure-faults.md');
/** Timers of Node's own HTTP client and of Jest come and go; those of the adapters run on the clock of the test. */
const handles = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter(kind => kind !== 'Timeout' && kind !== 'Immediate')
    .sort();
const TABLE = /(?<=<!-- table -->\n\n)[\s\S]*?(?=\n\n<!-- end -->)/;

/**
 * Each fault of the emulator × each adapter on the real SDKs, through the chain the service has, with and without an engine
 * behind it that needs no network. `WRITE_FAULT_TABLE=1` writes the page anew.
 */
describe('What a caller gets when Azure misbehaves', () => {
  let clock: SteppedClock;
  let emulator: AzureEmulator;
  let rigs: Readonly<Record<Rig['service'], Rig>>;
  const rows: Row[] = [];

  beforeAll(async () => {
    clock = new SteppedClock(20);
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant }, clock);
    const [stt, chat, tts] = await Promise.all([
      SttRig.start(emulator, clock),
      ChatRig.start(emulator, clock),
      TtsRig.start(emulator, clock),
    ]);
    rigs = { stt, chat, tts };
    await until(() => emulator.sockets === 0);
  });
  afterAll(async () => {
    await Promise.all(Object.values(rigs).map(rig => rig.close()));
    await emulator.close();
    clock.stop();
  });

  /** One run, after which nothing may be left. */
  const run = async (rig: Rig, fault: Fault, times: number, standIn: boolean): Promise<Outcome> => {
    emulator.control.inject({ service: rig.service, times, fault });
    const outcome = await rig.run(standIn);
    await until(() => emulator.sockets === 0 && clock.active === 0);
    emulator.control.reset();
    expect(outcome.ms).toBeLessThanOrEqual(rig.longestMs);
    return outcome;
  };

  const cases = faultCases.flatMap(({ name, on }) =>
    (['stt', 'chat', 'tts'] as const).flatMap(service => {
      const fault = on[service];
      return fault ? [{ name, service, fault }] : [];
    }),
  );

  it.each(cases)(
    '$name, of $service: it is over in time, and nothing is left',
    async ({ name, service, fault }) => {
      const before = handles();
      const row: Row = {
        fault: name,
        service,
        once: await run(rigs[service], fault, 1, false),
        always: await run(rigs[service], fault, 0, false),
        withStandIn: await run(rigs[service], fault, 0, true),
      };
      expect(handles()).toEqual(before);
      rows.push(row);
    },
  );

  it('is what the handbook says', () => {
    const table = markdownOf(rows);
    const page = readFileSync(PAGE, 'utf8');
    if (process.env['WRITE_FAULT_TABLE']) writeFileSync(PAGE, page.replace(TABLE, table));
    else expect(lasting(table).slice(2)).toEqual(lasting(TABLE.exec(page)?.[0] ?? '').slice(2));
    process.stdout.write(`${table}\n`);
  });
});
