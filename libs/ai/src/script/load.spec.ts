import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { embeddedScript, loadScript, parseScript } from './load';
import { ScriptError } from './script-error';

const said = { en: 'Hello.', zh: '你好。' };
const end = { ...said, end: true };
const small = {
  variables: { owner: { en: 'Alex', zh: '小王' } },
  intents: { hello: { phrases: { en: ['hello my dear friend'] }, answers: [said] } },
  notUnderstood: [said, end],
  message: { unheard: [end], noted: [{ en: 'Noted: {message}.', zh: '记下：{message}。' }], closing: [end] },
  unknownDigits: [said],
};

function problemsOf(text: string): readonly string[] {
  try {
    parseScript(text, 'my.yaml');
  } catch (error) {
    if (error instanceof ScriptError) return error.problems;
    throw error;
  }
  return [];
}

const hello = (change: object): object => ({
  ...small,
  intents: { hello: { ...small.intents.hello, ...change } },
});

describe('a script with mistakes', () => {
  it.each<[string, object | string, string]>([
    [
      'a key nobody knows',
      { ...small, intent: {} },
      'intent: is not a key of the script; wanted one of variables, intents',
    ],
    [
      'an intent with a key nobody knows',
      hello({ anwsers: [] }),
      'intents.hello.anwsers: is not a key of the script',
    ],
    ['no intents', { ...small, intents: undefined }, 'intents: wanted a mapping from the names of intents'],
    ['empty intents', { ...small, intents: {} }, 'intents: wanted at least one intent'],
    ['no answers', hello({ answers: undefined }), 'intents.hello.answers: wanted a list of answers'],
    ['an empty list of answers', hello({ answers: [] }), 'intents.hello.answers: wanted at least one answer'],
    [
      'an answer in one language',
      hello({ answers: [{ en: 'Hello.' }] }),
      'intents.hello.answers[0].zh: wanted what is said',
    ],
    [
      'an answer that is a number',
      hello({ answers: [{ ...said, en: 7 }] }),
      'answers[0].en: wanted what is said; put the number in quotes',
    ],
    [
      'an unknown variable',
      hello({ answers: [{ ...said, en: 'Hi {boss}.' }] }),
      'answers[0].en: {boss} is not known; wanted one of owner',
    ],
    [
      '{message} where there is none',
      hello({ answers: [{ ...said, zh: '{message}' }] }),
      'answers[0].zh: {message} is not known',
    ],
    [
      'an end that is no flag',
      hello({ answers: [{ ...said, end: 'yes' }] }),
      'answers[0].end: wanted true or false',
    ],
    [
      'an end that takes a message',
      hello({ answers: [{ ...end, message: true }] }),
      'answers[0]: wanted end or message, not both',
    ],
    [
      'a phrase of two words',
      hello({ phrases: { en: ['hello friend'] } }),
      'intents.hello.phrases.en[0]: wanted 3 to 9 lower-case words',
    ],
    ['a phrase in capitals', hello({ phrases: { en: ['Hello my friend'] } }), 'phrases.en[0]: wanted 3 to 9'],
    [
      'phrases in a third language',
      hello({ phrases: { fr: ['bonjour'] } }),
      'phrases.fr: is not a key of the script; wanted one of en, zh',
    ],
    [
      'phrases that are no list',
      hello({ phrases: { en: 'hello my friend' } }),
      'phrases.en: wanted a list of phrases',
    ],
    [
      'a keyword without weight',
      hello({ keywords: { en: { hello: null } } }),
      'keywords.en.hello: wanted a number from 1 to 9',
    ],
    [
      'a weight out of range',
      hello({ keywords: { zh: { 你好: 10 } } }),
      'keywords.zh.你好: wanted a number from 1 to 9',
    ],
    [
      'a digit without quotes',
      hello({ dtmf: 1 }),
      'intents.hello.dtmf: wanted keypad digits in quotes, e.g. "1"; put',
    ],
    ['a digit that is none', hello({ dtmf: 'one' }), 'intents.hello.dtmf: wanted keypad digits'],
    [
      'a caller who is never let go',
      { ...small, notUnderstood: [said] },
      'notUnderstood[0]: wanted end: true on the last answer',
    ],
    [
      'no message taking',
      { ...small, message: undefined },
      'message: wanted a mapping with unheard, noted, closing',
    ],
    ['a list for a file', '- hello', 'the file: wanted a mapping with variables, intents'],
    ['nothing in it', '', 'the file: wanted a mapping'],
    ['the same key twice', 'variables: {}\nvariables: {}', 'line 2, column 1: Map keys must be unique'],
    ['an open bracket', 'intents: [', 'line 1, column'],
    ['an alias of nothing', 'intents: *nowhere', 'nowhere'],
  ])('%s: says where, and what is wanted', (_what, script, problem) => {
    const text = typeof script === 'string' ? script : stringify(script);
    expect(problemsOf(text)).toContainEqual(expect.stringContaining(problem));
  });

  it('refuses a digit that two intents want', () => {
    const { hello: intent } = small.intents;
    const twice = { ...small, intents: { one: { ...intent, dtmf: '1' }, two: { ...intent, dtmf: '1' } } };
    expect(problemsOf(stringify(twice))).toEqual(['intents.two: dtmf 1 belongs to one already']);
  });

  it('names the file and every problem at once', () => {
    const text = stringify({ ...hello({ dtmf: 'x', answers: [] }), extra: 1 });
    expect(() => parseScript(text, 'my.yaml')).toThrow(/^The script my\.yaml is not valid:\n(.*\n){2}.*$/);
  });

  it('names a file that is not there', () => {
    expect(() => loadScript('/nowhere/replies.yaml')).toThrow(/\/nowhere\/replies\.yaml.*\n.*cannot be read/);
  });
});

describe('a sound script', () => {
  it('has no problems and fills in what was left out', () => {
    expect(parseScript(stringify(small), 'my.yaml').intents[0]).toEqual({
      name: 'hello',
      group: 'hello',
      phrases: { en: ['hello my dear friend'], zh: [] },
      short: { en: [], zh: [] },
      keywords: { en: [], zh: [] },
      dtmf: null,
      duringMessage: false,
      repeats: false,
      answers: [{ say: said, end: false, message: false }],
    });
  });
});

describe('a Chinese answer that is written on several lines', () => {
  it('is joined without spaces, but keeps those beside numbers, variables and Latin words', () => {
    const folded = '>-\n  没有办法派人。\n  如果{owner}，\n  您好\n  请拨 {owner} 或者 9，\n  {owner}';
    const text = `${stringify({ ...small, variables: undefined })}\nvariables:\n  owner: {en: a, zh: b}\n`;
    const zh = folded.replaceAll('\n', '\n          ');
    const script = parseScript(
      text.replace('zh: 你好。', `zh: ${zh}`).replace('variables: null\n', ''),
      'my.yaml',
    );
    expect(script.intents[0]?.answers[0]?.say.zh).toBe(
      '没有办法派人。如果{owner}，您好请拨 {owner} 或者 9，{owner}',
    );
  });

  it('has none left in the script that comes along', () => {
    const { intents } = loadScript();
    for (const { say } of intents.flatMap(intent => intent.answers))
      expect(say.zh).not.toMatch(/[。！？，] /);
  });
});

describe('the script that comes along', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'script-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is found from the compiled output as from the sources', () => {
    const compiled = join(folder, 'dist', 'libs', 'ai', 'src', 'script');
    mkdirSync(compiled, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    expect(embeddedScript(compiled)).toBe(join(folder, 'libs', 'ai', 'script', 'replies.yaml'));
  });

  it('loads', () => {
    expect(loadScript().intents.length).toBeGreaterThan(20);
  });
});
