import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];

const text = (page: string): string => readFileSync(join(root, page), 'utf8');

/** As GitHub names the heading of a section. */
const anchors = (page: string): string[] =>
  [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** `[target, anchor]` of each link that stays in the repository. */
const links = (page: string): [string, string | undefined][] =>
  [...text(page).matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, target, anchor]) => [
    target ? relative(root, join(root, dirname(page), target)) : page,
    anchor,
  ]);

describe.each(pages)('%s', page => {
  it('links to what is there', () => {
    const broken = links(page).filter(
      ([target, anchor]) =>
        !existsSync(join(root, target)) || (anchor !== undefined && !anchors(target).includes(anchor)),
    );
    expect(broken).toEqual([]);
  });
});

describe('README', () => {
  const scripts = Object.keys(
    (JSON.parse(text('package.json')) as { scripts: Record<string, string> }).scripts,
  );

  it('names only commands that exist', () => {
    const named = [...text('README.md').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.filter(name => !scripts.includes(name!))).toEqual([]);
  });

  it('explains every command', () => {
    const commands = /## Commands([\s\S]*?)\n## /.exec(text('README.md'))![1]!;
    const told = [...commands.matchAll(/`(?:npm )?(?:run )?([\w:-]+)[^`]*`/g)].map(([, name]) => name!);
    expect(scripts.filter(name => !told.includes(name))).toEqual([]);
  });
});
