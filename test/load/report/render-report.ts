import { escape } from './escape';
import type { LoadReport } from './load-report';
import { PAGE_STYLE } from './page-style';
import { drawPlots, plotStyle } from './plots';
import { plainTable, verdictsTable } from './tables';
import { drawWaterfall } from './waterfall';

/** The browser is told as well that the page asks nobody for anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** One page with all it needs in it. */
export function renderReport({ title, startedAt, machine, ...report }: LoadReport): string {
  const { cpu, cores, node, version } = machine;
  const facts = [
    startedAt,
    cpu,
    `${cores} core${cores === 1 ? '' : 's'}`,
    `Node ${node}`,
    version && `version ${version}`,
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escape(title)}</title>
<style>${plotStyle()}${PAGE_STYLE}</style>
<h1>${escape(title)}</h1>
<p class="facts">${facts.filter(Boolean).map(escape).join(' · ')}</p>
${[
  verdictsTable(report.bounds),
  ...report.tables.map(plainTable),
  drawPlots(report.plots),
  report.waterfall && report.waterfall.stages.length > 0 ? drawWaterfall(report.waterfall) : '',
]
  .filter(Boolean)
  .join('\n')}
</html>
`;
}
