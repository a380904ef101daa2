import { isPlaceholder } from './parse';
import { settingsOf } from './setting';
import type { Fragment, SettingDeclaration } from './setting';

const HEAD = [
  '# Copy to .env and change what you need. A value that starts with your_ (or is empty) counts as not set;',
  '# variables of the real environment win over this file.',
];

/**
 * The text of `.env.example`: every variable of the fragments, in groups, with its meaning and its default. A variable
 * without a default shows its example; loading the text as it is gives exactly the defaults.
 */
export function describeEnvironment(fragments: readonly Fragment[]): string {
  const written = new Set<string>();
  const groups: string[] = [HEAD.join('\n')];
  for (const fragment of new Set(fragments)) {
    const defaults = new fragment();
    const lines: string[] = [];
    for (const setting of settingsOf(fragment)) {
      if (written.has(setting.names[0])) continue;
      written.add(setting.names[0]);
      lines.push(...entry(setting, Reflect.get(defaults, setting.property)));
    }
    if (lines.length > 0) groups.push([`# --- ${titleOf(fragment)} ---`, ...lines].join('\n'));
  }
  return `${groups.join('\n\n')}\n`;
}

function entry(setting: SettingDeclaration, standard: unknown): string[] {
  const [name, ...older] = setting.names;
  const also = older.length > 0 ? ` (also read: ${older.join(', ')})` : '';
  const comment = `# ${setting.describe.replaceAll('\n', ' ')}${also}`;
  const text = asText(standard);
  if (text !== null) return [comment, `${name}=${quoted(text)}`];
  if (setting.example === null || isPlaceholder(setting.example)) {
    return [comment, `${name}=${quoted(setting.example ?? '')}`];
  }
  return [comment, `# ${name}=${quoted(setting.example)}`];
}

/** A default as it would be written in the environment; null where there is none. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join(',');
  return JSON.stringify(value);
}

/** Keeps what a dotenv reader would otherwise cut or expand, in the first kind of quotes that it does not hold. */
function quoted(text: string): string {
  if (!/[\s#'"`\\$]/.test(text)) return text;
  const quote = ["'", '"', '`'].find(mark => !text.includes(mark)) ?? "'";
  return `${quote}${text}${quote}`;
}

/** `ServerSettings` → `Server settings`. */
export function titleOf(fragment: Fragment): string {
  const words = fragment.name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(' ');
  return words.map((word, at) => (at === 0 ? word : word.toLowerCase())).join(' ');
}
