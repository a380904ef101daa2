import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { register } from 'prom-client';
import type { Metric } from 'prom-client';
import { TelemetryModule } from '../telemetry.module';

const page = readFileSync(join(__dirname, '../../../../docs/metrics.md'), 'utf8');

/** The rows of all tables whose first cell is a name in code, as written but without padding. */
const written = [...page.matchAll(/^\| (`\w+`.*) \|$/gm)].map(([, row]) =>
  row!
    .split('|')
    .map(cell => cell.trim())
    .join(' | '),
);

/** Prom-client keeps the labels and the help of a metric to itself. */
interface Described {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}

const rowOf = ({ name, help, labelNames }: Described, type: string): string =>
  [`\`${name}\``, type, labelNames.map(label => `\`${label}\``).join(' '), help].join(' | ');

describe('docs/metrics.md', () => {
  let module: TestingModule;

  beforeAll(async () => {
    module = await Test.createTestingModule({
      imports: [TelemetryModule.forRootAsync({ useFactory: () => ({ targets: {}, processingStages: [] }) })],
    }).compile();
  });

  afterAll(() => module.close());

  it('lists every metric there is, with its type, its labels and its meaning, and no other', () => {
    const registered = register.getMetricsAsArray().map(metric => {
      const { constructor } = metric as unknown as Metric;
      return rowOf(metric as unknown as Described, constructor.name.toLowerCase());
    });
    expect([...written].sort()).toEqual(registered.sort());
  });
});
