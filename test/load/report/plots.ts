import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scriptJson } from './escape';
import type { Plot } from './load-report';
import { COLOURS } from './page-style';

const library = dirname(require.resolve('uplot'));

export const plotStyle = (): string => readFileSync(join(library, 'uPlot.min.css'), 'utf8');

/**
 * The plots and all that draws them, with the library in the page itself.
 * @returns '' where there are none
 */
export const drawPlots = (plots: readonly Plot[]): string =>
  plots.length === 0
    ? ''
    : `<h2>Plots</h2>
<div class="plots" id="plots"></div>
<script type="application/json" id="plotted">${scriptJson(plots.map(ascending))}</script>
<script>${readFileSync(join(library, 'uPlot.iife.min.js'), 'utf8')}</script>
<script>${DRAW}</script>`;

/** The library wants x to rise; steps of a load may have been asked for in any order. */
function ascending(plot: Plot): Plot {
  const order = plot.x.map((_, i) => i).sort((one, other) => plot.x[one]! - plot.x[other]!);
  return {
    ...plot,
    x: order.map(i => plot.x[i]!),
    series: plot.series.map(({ label, values }) => ({ label, values: order.map(i => values[i] ?? null) })),
  };
}

/** Runs in the page. A dot marks what stands alone. */
const DRAW = `
  const colours = ${JSON.stringify(COLOURS)};
  for (const { title, xLabel, yLabel, x, series } of JSON.parse(document.getElementById('plotted').textContent)) {
    new uPlot(
      {
        title, width: 640, height: 320,
        scales: { x: { time: false } },
        axes: [{ label: xLabel }, { label: yLabel, size: 70 }],
        series: [
          { label: xLabel },
          ...series.map(({ label }, i) => ({ label, stroke: colours[i % colours.length], width: 2, points: { show: x.length < 40 } })),
        ],
      },
      [x, ...series.map(({ values }) => values)],
      document.getElementById('plots'),
    );
  }
`;
