import { escape } from './escape';
import type { Table, Verdict } from './load-report';

/** @returns '' where nothing was promised */
export const verdictsTable = (verdicts: readonly Verdict[]): string =>
  verdicts.length === 0
    ? ''
    : section(
        'Verdicts',
        ['', 'bound', 'measured', ''],
        verdicts.map(({ name, bound, measured, holds }) => [
          ...[name, bound, measured].map(cell),
          `<td class="${holds ? 'holds' : 'broken'}">${holds ? 'holds' : 'broken'}</td>`,
        ]),
      );

export const plainTable = ({ title, head, rows }: Table): string =>
  section(
    title,
    head,
    rows.map(row => row.map(cell)),
  );

const cell = (text: string): string => `<td>${escape(text)}</td>`;

/** @param rows cells as HTML */
const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<h2>${escape(title)}</h2>
<div class="wide"><table>
<thead><tr>${head.map(name => `<th>${escape(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row => `<tr>${row.join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
