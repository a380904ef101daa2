import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { LoadReport, Machine } from '../../load/report/load-report';
import { renderReport } from '../../load/report/render-report';
import { writeReports } from '../../load/report/write-reports';

const machineOf = (text: string): Machine => ({
  cpu: text,
  cores: 2,
  memoryGb: 4,
  kernel: text,
  pinned: true,
  node: text,
  version: text,
  ws: text,
  speechSdk: text,
});

const plain: LoadReport = {
  title: 'Load in steps',
  startedAt: '2026-01-02T03:04:05.000Z',
  tookS: 60,
  machine: machineOf('some text'),
  options: { calls: [50, 100, 200] },
  bounds: [
    { name: 'errors', bound: 'none', measured: '0', value: 0, limit: 0, holds: true },
    { name: 'loop lag', bound: '≤ 20 ms', measured: '31 ms', value: 31, limit: 20, holds: false },
  ],
  plots: [
    {
      title: 'CPU against calls',
      xLabel: 'calls',
      yLabel: '%',
      x: [100, 50, 200],
      series: [{ label: 'service', values: [20, 10, null] }],
    },
  ],
  tables: [{ title: 'Steps', head: ['calls', 'CPU'], rows: [['50', '10 %']] }],
  waterfall: {
    title: 'One turn',
    stages: [
      { name: 'speech', startMs: 50, endMs: 90 },
      { name: 'words', startMs: 10, endMs: 50 },
    ],
  },
};

/** Says the same thing wherever the report has text. */
const saying = (text: string): LoadReport => ({
  title: text,
  startedAt: text,
  tookS: 60,
  machine: machineOf(text),
  options: { target: text },
  bounds: [{ name: text, bound: text, measured: text, value: 1, limit: 1, holds: true }],
  plots: [{ title: text, xLabel: text, yLabel: text, x: [1], series: [{ label: text, values: [1] }] }],
  tables: [{ title: text, head: [text], rows: [[text]] }],
  waterfall: { title: text, stages: [{ name: text, startMs: 0, endMs: 1 }] },
});

const plottedIn = (page: string): unknown =>
  JSON.parse(/<script type="application\/json" id="plotted">(.*?)<\/script>/s.exec(page)![1]!);

describe('the page of a load run', () => {
  it('asks nobody for anything', () => {
    expect(renderReport(plain)).not.toMatch(/\ssrc=|\shref=|<link|url\(|@import|import\(/);
    expect(renderReport(plain)).toContain("default-src 'none'");
  });

  it('says of each bound whether it holds', () => {
    const page = renderReport(plain);
    expect(page).toContain('<td>errors</td><td>none</td><td>0</td><td class="holds">holds</td>');
    expect(page).toContain('<td>loop lag</td><td>≤ 20 ms</td><td>31 ms</td><td class="broken">broken</td>');
  });

  it('draws stages where they were, in the order they began', () => {
    const bars = [...renderReport(plain).matchAll(/<span>(\w+)<\/span>.*?left:([\d.]+)%;width:([\d.]+)%/g)];
    expect(bars.map(([, ...bar]) => bar)).toEqual([
      ['words', '0.00', '50.00'],
      ['speech', '50.00', '50.00'],
    ]);
  });

  it('takes everything it is given for text', () => {
    const hostile = `</script></title><script>alert("1")</script><img src='x' onerror=alert(1)><!-- &amp;`;
    const page = renderReport(saying(hostile));
    expect(page.match(/<script/g)).toHaveLength(renderReport(saying('plain')).match(/<script/g)!.length);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<!--');
    expect(page).not.toContain(hostile);
    expect(page).toContain('<h1>&#60;/script&#62;');
    expect(plottedIn(page)).toEqual(saying(hostile).plots);
  });

  it('draws its lines from left to right, though the steps were taken in another order', () => {
    const [options, lines] = drawn(renderReport(plain))[0]!;
    expect(options).toMatchObject({
      title: 'CPU against calls',
      series: [{ label: 'calls' }, { label: 'service' }],
    });
    expect(lines).toEqual([
      [50, 100, 200],
      [10, 20, null],
    ]);
  });

  it('leaves out what a run does not have', () => {
    const { waterfall, ...rest } = plain;
    const page = renderReport({ ...rest, plots: [], bounds: [] });
    expect(waterfall).toBeDefined();
    expect(page).not.toMatch(/<script|Verdicts|One turn/);
    expect(page).toContain('Steps');
  });

  it('is written beside its figures', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'));
    try {
      const [json, page] = await writeReports(plain, join(folder, 'new'), 'load');
      expect(JSON.parse(await readFile(json!, 'utf8'))).toEqual(plain);
      expect(await readFile(page!, 'utf8')).toBe(renderReport(plain));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** What the page's own script has the library draw. */
function drawn(page: string): [unknown, unknown][] {
  const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script!);
  const plots: [unknown, unknown][] = [];
  const context = createContext({
    JSON,
    uPlot: class {
      constructor(options: unknown, lines: unknown) {
        plots.push([options, lines]);
      }
    },
    document: { getElementById: () => ({ textContent: JSON.stringify(plottedIn(page)) }) },
  });
  runInContext(scripts.at(-1)!, context);
  return plots;
}
