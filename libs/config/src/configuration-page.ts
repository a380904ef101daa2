import { asText, titleOf } from './describe-environment';
import { settingsOf } from './setting';
import type { Fragment, SettingDeclaration } from './setting';

const HEAD = `# Configuration

Every variable of the environment, written by \`npm run env-example\` from the declarations in the code. A value that is empty
or begins with \`your_\` counts as not set; variables of the real environment win over \`.env\`. A bad one stops the start,
with its name and what it wants. How they belong together: [contracts.md](contracts.md#environment).
`;

/** The text of docs/configuration.md: a table for each fragment. */
export function describeConfiguration(fragments: readonly Fragment[]): string {
  const written = new Set<string>();
  const sections = [...new Set(fragments)].flatMap(fragment => {
    const settings = settingsOf(fragment).filter(({ names }) => !written.has(names[0]));
    for (const { names } of settings) written.add(names[0]);
    return settings.length === 0 ? [] : [section(fragment, settings)];
  });
  return [HEAD, ...sections].join('\n');
}

function section(fragment: Fragment, settings: readonly SettingDeclaration[]): string {
  const defaults = new fragment();
  const rows = settings.map(setting => row(setting, Reflect.get(defaults, setting.property)));
  const head = ['| variable | kind | default | meaning |', '| --- | --- | --- | --- |'];
  return `## ${titleOf(fragment)}\n\n${[...head, ...rows].join('\n')}\n`;
}

function row({ names, kind, describe, secret }: SettingDeclaration, standard: unknown): string {
  const text = asText(standard) ?? '';
  const value = text === '' ? '–' : `\`${cell(text)}\``;
  const meaning = `${cell(describe)}${secret ? '; never printed' : ''}`;
  return `| ${names.map(name => `\`${name}\``).join(', ')} | ${kind} | ${value} | ${meaning} |`;
}

const cell = (text: string): string => text.replaceAll('\n', ' ').replaceAll('|', '\\|');
