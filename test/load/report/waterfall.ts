import { escape } from './escape';
import type { Waterfall } from './load-report';
import { COLOURS } from './page-style';

/** A bar for each stage, in the order they began, from the first beginning to the last end. */
export function drawWaterfall({ title, stages }: Waterfall): string {
  const from = Math.min(...stages.map(({ startMs }) => startMs));
  const to = Math.max(...stages.map(({ endMs }) => endMs));
  const share = (ms: number): string => ((100 * ms) / Math.max(to - from, 1)).toFixed(2);
  const rows = [...stages]
    .sort((one, other) => one.startMs - other.startMs)
    .map(({ name, startMs, endMs }, i) => {
      const style = `left:${share(startMs - from)}%;width:${share(endMs - startMs)}%;background:${COLOURS[i % COLOURS.length]}`;
      return `<div class="row"><span>${escape(name)}</span><div class="lane"><i style="${style}"></i></div><span>${rounded(startMs)} – ${rounded(endMs)} ms</span></div>`;
    });
  return `<h2>${escape(title)}</h2>\n${rows.join('\n')}`;
}

const rounded = (ms: number): string => String(Math.round(ms * 10) / 10);
