import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeCodes, errorCodes, handshakeRefusals } from '.';
import { clientSamples, serverSamples } from './message-samples.spec-kit';

const page = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');

/** The rows of the table under a heading, cell by cell. */
function table(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('|'));
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}

const code = (text: string | number): string => `\`${text}\``;

describe('docs/protocol.md', () => {
  it('lists the error codes as the code knows them', () => {
    const expected = Object.entries(errorCodes).map(([name, { meaning, fatal }]) => [
      code(name),
      fatal ? 'yes' : 'no',
      meaning,
    ]);
    expect(table('Error codes')).toEqual(expected);
  });

  it('lists the close codes', () => {
    expect(table('Close codes').map(row => row[0])).toEqual(Object.values(closeCodes).map(code));
  });

  it('lists the refusals of the handshake', () => {
    const expected = handshakeRefusals.map(each => [String(each.status), code(each.code), each.meaning]);
    expect(table('Refusals')).toEqual(expected);
  });

  it('describes every message of both directions', () => {
    expect(table('Client to server').map(row => row[0])).toEqual([
      ...Object.keys(clientSamples).map(code),
      'binary frame',
    ]);
    expect(table('Server to client').map(row => row[0])).toEqual([
      ...Object.keys(serverSamples).map(code),
      'binary frame',
    ]);
  });
});
