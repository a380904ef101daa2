import { certificate } from '../../load/run/certificate';
import { limitOf } from '../../load/run/limit';
import { floorTable, stepsTable } from '../../load/run/tables';
import { atMost } from '../../load/run/verdicts';
import type { LoadReport, Machine } from '../../load/report/load-report';
import { measured } from './support/measured';

const best = measured({ calls: 450, cpu: 0.87 });

describe('what ends first', () => {
  it('is the core, where it is full', () => {
    const beyond = measured({ calls: 500, cpu: 0.97, loopLagP99: 34 });
    expect(limitOf({ steps: [best, beyond], best }, 24)).toBe(
      "the service's core, used to 97 %; at 500 calls: loop lag, P99 34.0 ms (≤ 20.0 ms)",
    );
  });

  it('is memory, where there is no more', () => {
    const beyond = measured({ calls: 500, cpu: 0.5, rssMb: 3900, loopLagP99: 34 });
    expect(limitOf({ steps: [beyond], best: null }, 4)).toMatch(/^memory, 3900 MB resident/);
  });

  it('is the loop, where the core has time left', () => {
    const beyond = measured({ calls: 500, cpu: 0.5, loopLagP99: 34 });
    expect(limitOf({ steps: [best, beyond], best }, 24)).toMatch(/^the event loop, late by 34.0 ms P99/);
  });

  it('is whoever drives the calls, where that was late; what it says of the service is not believed', () => {
    const beyond = measured({ calls: 500, cpu: 0.97, loopLagP99: 34, driverLateMs: 19 });
    expect(limitOf({ steps: [best, beyond], best }, 24)).toMatch(/^the driver: at 500 calls .* void/);
  });

  it('is taken from the first step that is not void', () => {
    const late = measured({ calls: 500, driverLateMs: 19 });
    const seen = measured({ calls: 550, cpu: 0.99, loopLagP99: 40 });
    expect(limitOf({ steps: [best, late, seen], best }, 24)).toMatch(/^the service's core.* at 550 calls/);
  });

  it('is nothing, where all steps were served', () => {
    expect(limitOf({ steps: [best], best }, 24)).toBe('nothing, up to 450 calls');
  });
});

describe('a table of steps', () => {
  const cellsOf = (step: ReturnType<typeof measured>): string => stepsTable('', [step]).rows[0]!.join(' | ');

  it('says which of them are void', () => {
    expect(cellsOf(measured({ driverLateMs: 19 }))).toMatch(/19\.\d, void$/);
    expect(cellsOf(measured())).not.toContain('void');
    const floor = measured({ driverLateMs: 15 });
    expect(floorTable(measured(), floor).rows.map(row => row.at(-1))).toEqual([
      expect.not.stringContaining('void'),
      expect.stringContaining('void'),
    ]);
  });

  it('has no tail of two turns', () => {
    expect(cellsOf(measured({ turns: 2 }))).toMatch(/150\.\d \/ – \/ – \| 550 \/ –/);
    expect(cellsOf(measured({ turns: 20 }))).not.toContain('–');
  });
});

describe('the certificate', () => {
  const machine: Machine = {
    cpu: 'A processor',
    cores: 4,
    memoryGb: 24,
    kernel: 'Linux 6.1',
    pinned: true,
    node: 'v24.1.0',
    version: '0.1.0',
    ws: '8.1.0',
    speechSdk: '1.2.3',
  };
  const report: LoadReport = {
    title: 'Load',
    startedAt: '2026-01-02T03:04:05.000Z',
    tookS: 600,
    machine,
    options: {},
    bounds: [atMost('lag', 31, 20, 'ms')],
    plots: [],
    tables: [{ title: 'Steps', head: ['calls'], rows: [['50']] }],
    runs: { steps: [measured({ turns: 100 }), measured({ turns: 30 })] },
  };
  const page = (changed: Partial<Machine> = {}, commit: string | null = 'abc1234-dirty'): string =>
    certificate(
      [{ program: 'npm run test:load', report: { ...report, machine: { ...machine, ...changed } } }],
      {
        commit,
        limits: { 'simulated providers': 'the driver' },
      },
    );

  it('says on what it was measured', () => {
    for (const fact of ['2026-01-02', 'Linux 6.1', 'v24.1.0', 'ws 8.1.0', '1.2.3', 'abc1234-dirty', '24 GB'])
      expect(page()).toContain(fact);
    expect(page({}, null)).toContain('commit unknown');
  });

  it('claims cores of their own only where processes were pinned', () => {
    expect(page()).toContain('4 cores; the service pinned to one');
    expect(page({ pinned: false, cores: 1 })).toContain('1 core; nothing pinned');
  });

  it('says how long each program took, what of that counts, and what was broken', () => {
    expect(page()).toContain('`npm run test:load`, 600 s in all, 60 s of them measured, 130 turns');
    expect(page()).toContain('**broken**');
    expect(page()).toContain('ends first, simulated providers');
  });
});
