import { Service } from '../../e2e/support/service';
import { runLoadProgram } from './support/load-program';

const WITHIN_MS = 150_000;

/**
 * The load programs on the built service, with few calls and for seconds: nothing is refused, breaks off, fails, stays
 * unanswered or is left behind, and a call costs about what it should beside a bare server. How fast the machine is says
 * nothing here.
 */
describe('Under a little load', () => {
  it.each([
    ['load', ['CPU of a call over the bare ws floor', 'turns without an answer']],
    ['performance', ['turns without an answer']],
    ['memory', ['left of a short call', 'turns of them answered', 'files that short calls left open']],
    ['connections', ['clean refusals where there is no room', 'of them there at the end']],
    ['soak', ['timers left', 'files left open', 'calls that came and went']],
    ['chaos', ['calls lost', 'instances alive at the end']],
  ])(
    '%s keeps what does not depend on the machine, and writes it down',
    async (program, promises) => {
      const { code, broken, report, page } = await runLoadProgram(program, `${program}-short`, ['--short']);
      expect(broken).toEqual([]);
      expect(code).toBe(0);
      const names = report!.bounds.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(promises));
      expect(report!.bounds.every(({ holds, value }) => holds && typeof value === 'number')).toBe(true);
      expect(report).toMatchObject({ options: { short: true }, machine: { node: process.version } });
      expect(JSON.stringify(report!.options)).not.toContain('valid_load');
      expect(page).toContain('<td class="holds">holds</td>');
    },
    WITHIN_MS,
  );
});

describe('A load program', () => {
  it(
    'drives a service that runs already, judges what can be judged, and ends with 1 where a bound is broken',
    async () => {
      // It takes two calls, and three are wanted.
      const service = await Service.start({ STT_PROVIDER: 'simulated', MAX_CONNECTIONS: '2' });
      try {
        const ran = await runLoadProgram(
          'load',
          'load-short',
          ['--short', '--calls', '3', '--seconds', '1'],
          {
            TARGET_URL: service.ws,
            TARGET_TOKEN: 'valid_load_any',
          },
        );
        expect(ran.code).toBe(1);
        expect(ran.broken).toEqual(expect.arrayContaining([expect.stringContaining('calls at the end: 2')]));
        expect(ran.report!.bounds.find(({ name }) => name === 'calls at the end')).toMatchObject({
          value: 2,
          limit: 3,
          holds: false,
        });
        expect(ran.report!.runs!['steps']![0]).toMatchObject({ cpu: null, codes: { 'refused 503 busy': 1 } });
        expect(ran.page).toContain('<td class="broken">broken</td>');
      } finally {
        await service.app.close();
      }
    },
    WITHIN_MS,
  );

  it(
    'tells of an early refusal by a broken bound, not by failing',
    async () => {
      const service = await Service.start({ STT_PROVIDER: 'simulated', MAX_CONNECTIONS: '4' });
      try {
        const ran = await runLoadProgram('connections', 'connections-short', ['--short', '--calls', '10'], {
          TARGET_URL: service.ws,
        });
        expect(ran.code).toBe(1);
        expect(ran.broken).toEqual([
          expect.stringContaining('idle connections: 4 (≥ 10)'),
          expect.stringContaining('of them there at the end: 4 (≥ 10)'),
        ]);
        expect(ran.report!.tables.at(-1)!.rows).toEqual([['503 busy', '1']]);
      } finally {
        await service.app.close();
      }
    },
    WITHIN_MS,
  );

  it.each(['soak', 'chaos', 'telemetry'])(
    '%s says in a line that it takes no service that runs already',
    async program => {
      const ran = await runLoadProgram(program, `${program}-short`, ['--short'], {
        TARGET_URL: 'ws://localhost',
      });
      expect(ran).toMatchObject({ code: 2, report: null });
      expect(ran.said.trim()).toMatch(/^[^\n]*leave TARGET_URL out$/);
    },
    WITHIN_MS,
  );

  it(
    'certify takes no options, since it writes what it finds over the page that counts',
    async () => {
      const ran = await runLoadProgram('certify', 'certify', ['--short']);
      expect(ran.code).toBe(2);
      expect(ran.said.trim()).toMatch(/^npm run certify takes no options/);
    },
    WITHIN_MS,
  );
});
