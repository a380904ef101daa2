import type { Random } from './random';

/** A text message as bytes, and whether they are UTF-8. */
export interface Mutant {
  readonly data: Buffer;
  readonly isUtf8: boolean;
}

/** JSON that takes the place of a value; written as it is, since some of it no object could hold. */
const ODD_VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e999',
  '-1e-999',
  '9007199254740993',
  '4294967296',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '"constructor"',
  '"<speak>"',
  '"../../etc/passwd"',
  '"%s%n"',
  `"${'x'.repeat(129)}"`,
  `"${'€'.repeat(5000)}"`,
  `"${'A'.repeat(4000)}"`,
  '[]',
  '[[[[[[[[[[]]]]]]]]]]',
  '{}',
  '{"__proto__":{"polluted":true}}',
  '{"toString":1,"length":-1}',
  '{"minSilenceMs":9999,"maxSilenceMs":51}',
  'NaN',
  'undefined',
  "'x'",
];

const ODD_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'extra',
  '',
  'TYPE',
  'type ',
  'data',
  'seq',
];

type Part = [name: string, value: string];
type Change = (parts: Part[], random: Random, types: readonly string[]) => void;

const at = (parts: readonly Part[], random: Random): number => random.below(parts.length);

/** What is done to the fields of a message. */
const CHANGES: readonly Change[] = [
  (parts, random) => void parts.splice(at(parts, random), 1),
  (parts, random) => void parts.push([random.pick(ODD_NAMES), random.pick(ODD_VALUES)]),
  (parts, random) => void parts.push([parts[at(parts, random)]?.[0] ?? 'type', random.pick(ODD_VALUES)]),
  (parts, random) => replaceOne(parts, random, () => random.pick(ODD_VALUES)),
  (parts, random) => replaceOne(parts, random, value => `[${value}]`),
  (parts, random) => replaceOne(parts, random, value => inside(value, random)),
  (parts, random) => replaceOne(parts, random, () => parts[at(parts, random)]?.[1] ?? '0'),
  (parts, random, types) => {
    const type = parts.find(([name]) => name === 'type');
    if (type) type[1] = JSON.stringify(random.pick(types));
  },
];

function replaceOne(parts: Part[], random: Random, value: (old: string) => string): void {
  const part = parts[at(parts, random)];
  if (part) part[1] = value(part[1]);
}

/** The same change one level down, where there is one. */
function inside(value: string, random: Random): string {
  const parsed: unknown = safely(value);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return random.pick(ODD_VALUES);
  const parts = partsOf(parsed);
  if (parts.length > 0) random.pick(CHANGES.slice(0, 4))(parts, random, []);
  return textOf(parts);
}

function safely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const partsOf = (message: object): Part[] =>
  Object.entries(message).map(([name, value]) => [name, JSON.stringify(value)]);

const textOf = (parts: readonly Part[]): string =>
  `{${parts.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;

/** A message made from a good one: as it is, with fields changed, with its text broken, or with its bytes broken. */
export function mutate(good: object, random: Random, types: readonly string[]): Mutant {
  const parts = partsOf(good);
  if (random.chance(0.25)) return text(textOf(parts));
  for (let changes = 1 + random.below(3); changes > 0; changes--) random.pick(CHANGES)(parts, random, types);
  const changed = textOf(parts);
  if (random.chance(0.75)) return text(changed);
  if (random.chance(0.9)) return text(broken(changed, random));
  const data = Buffer.from(changed);
  data[random.below(data.length)] = 0xff;
  return { data, isUtf8: false };
}

const text = (written: string): Mutant => ({ data: Buffer.from(written), isUtf8: true });

function broken(good: string, random: Random): string {
  const from = random.below(good.length);
  const instead = random.pick(['', '"', '{', '}', ',', '\\', '\u0000', '\ufeff', '💥', '[['.repeat(500)]);
  return random.chance(0.3)
    ? good.slice(0, from)
    : good.slice(0, from) + instead + good.slice(from + random.below(9));
}
