import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { devDependencies, dependencies } from '../../../package.json';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/azure-emulator.md'), 'utf8');
const sdk = join(root, 'node_modules/microsoft-cognitiveservices-speech-sdk/distrib/lib/src');

interface WireFact {
  readonly fact: string;
  readonly file: string;
  readonly place: string;
  readonly spec: string;
  readonly test: string;
}

const ROW =
  /^\| (?<fact>.+?) +\| `(?<file>[^`]+)`: `(?<place>[^`]+)` +\| \[[^\]]+\]\((?<spec>[^)]+)\): (?<test>.+?) +\|$/;

const facts = page
  .slice(page.indexOf('## Wire facts'))
  .split('\n')
  .flatMap(line => {
    const groups = ROW.exec(line)?.groups;
    return groups ? [groups as unknown as WireFact] : [];
  });

/** The handbook's list of what the emulator knows of the wire: a newer SDK, or a test that goes, must not make it untrue. */
describe('Each wire fact of the handbook', () => {
  it('is one of a list, of the SDK that is installed', () => {
    const lines = page.slice(page.indexOf('## Wire facts')).match(/^\| .+ \|$/gm) ?? [];
    expect(facts).toHaveLength(lines.length - 2);
    const { 'microsoft-cognitiveservices-speech-sdk': version } = { ...devDependencies, ...dependencies };
    expect(page).toContain(`\`microsoft-cognitiveservices-speech-sdk\` ${version}`);
  });

  it.each(facts)('$fact: is relied on there, and there is such a test', ({ file, place, spec, test }) => {
    expect(existsSync(join(sdk, file))).toBe(true);
    expect(readFileSync(join(sdk, file), 'utf8')).toContain(place);
    const tests = readFileSync(join(root, 'docs', spec), 'utf8');
    expect(tests).toContain(test);
    expect(dirname(spec)).toContain('azure-emulator');
  });
});
