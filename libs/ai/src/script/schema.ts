import { languages } from './script';
import type { Intent, Keyword, Ladder, Language, Script, ScriptAnswer, Wording, Wordings } from './script';
import type { YamlNode } from './yaml-node';

const VARIABLE = /\{([^{}]*)\}/g;
/** What a closed recogniser can be given: plain words. */
const ENGLISH_PHRASE = /^[a-z']+( [a-z']+){2,8}$/;

/** Reads the whole script, complaining to the nodes about everything that is not as it should be. */
export function readScript(root: YamlNode): Script {
  const { variables, intents, notUnderstood, message, unknownDigits } = root.fields([
    'variables',
    'intents',
    'notUnderstood',
    'message',
    'unknownDigits',
  ]);
  const known = readVariables(variables);
  const names = Object.keys(known);
  const { unheard, noted, closing } = message.fields(['unheard', 'noted', 'closing']);
  return {
    variables: known,
    intents: readIntents(intents, names),
    notUnderstood: readLadder(notUnderstood, names, true),
    message: {
      unheard: readLadder(unheard, names, true),
      noted: readLadder(noted, [...names, 'message']),
      closing: readLadder(closing, names, true),
    },
    unknownDigits: readLadder(unknownDigits, names),
  };
}

function readVariables(node: YamlNode): Record<string, Wording> {
  const variables: Record<string, Wording> = {};
  for (const [name, wording] of node.entries('a mapping from the names of variables to en and zh'))
    variables[name] = readWording(wording, []);
  return variables;
}

function readIntents(node: YamlNode, names: readonly string[]): Intent[] {
  const entries = node.entries('a mapping from the names of intents to what they are');
  if (entries.length === 0 && !node.missing) node.complain('wanted at least one intent');
  const taken = new Map<string, string>();
  return entries.map(([name, intent]) => {
    const read = readIntent(name, intent, names);
    if (read.dtmf !== null && taken.has(read.dtmf))
      intent.complain(`dtmf ${read.dtmf} belongs to ${taken.get(read.dtmf)} already`);
    if (read.dtmf !== null) taken.set(read.dtmf, name);
    return read;
  });
}

function readIntent(name: string, node: YamlNode, names: readonly string[]): Intent {
  const field = node.fields([
    'group',
    'phrases',
    'short',
    'keywords',
    'dtmf',
    'duringMessage',
    'repeats',
    'answers',
  ]);
  return {
    name,
    group: field.group.missing ? name : field.group.text('the name of the group'),
    phrases: readWordings(field.phrases, 'phrases', readPhrase),
    short: readWordings(field.short, 'short phrases', item => item.text('a word or two')),
    keywords: readKeywords(field.keywords),
    dtmf: field.dtmf.missing ? null : readDigits(field.dtmf),
    duringMessage: field.duringMessage.flag(),
    repeats: field.repeats.flag(),
    answers: readLadder(field.answers, names),
  };
}

function readPhrase(node: YamlNode, language: Language): string {
  const wanted = language === 'en' ? '3 to 9 lower-case words, letters and apostrophes only' : 'a phrase';
  const phrase = node.text(wanted);
  if (language === 'en' && phrase !== '' && !ENGLISH_PHRASE.test(phrase)) node.complain(`wanted ${wanted}`);
  return phrase;
}

function readDigits(node: YamlNode): string {
  const wanted = 'keypad digits in quotes, e.g. "1"';
  const digits = node.text(wanted);
  if (digits !== '' && !/^[0-9*#]+$/.test(digits)) node.complain(`wanted ${wanted}`);
  return digits;
}

function readWordings<T>(
  node: YamlNode,
  what: string,
  read: (item: YamlNode, language: Language) => T,
): Wordings<T> {
  if (node.missing) return { en: [], zh: [] };
  const field = node.fields(languages);
  const list = (language: Language): T[] =>
    field[language].missing
      ? []
      : field[language].items(`a list of ${what}`).map(item => read(item, language));
  return { en: list('en'), zh: list('zh') };
}

function readKeywords(node: YamlNode): Wordings<Keyword> {
  if (node.missing) return { en: [], zh: [] };
  const field = node.fields(languages);
  const list = (language: Language): Keyword[] =>
    field[language].missing
      ? []
      : field[language]
          .entries('a mapping from keywords to weights')
          .map(([text, weight]) => ({ text, weight: weight.number(1, 9) }));
  return { en: list('en'), zh: list('zh') };
}

/** @param mustEnd the last step has to end the call: a caller who is not understood is not kept for ever. */
function readLadder(node: YamlNode, names: readonly string[], mustEnd = false): Ladder {
  const items = node.items('a list of answers: first, second, third time');
  if (items.length === 0 && !node.missing) node.complain('wanted at least one answer');
  const ladder = items.map(item => readAnswer(item, names));
  if (mustEnd && ladder.at(-1)?.end === false) items.at(-1)?.complain('wanted end: true on the last answer');
  return ladder;
}

function readAnswer(node: YamlNode, names: readonly string[]): ScriptAnswer {
  const field = node.fields([...languages, 'end', 'message']);
  const answer = { say: readSaid(field, names), end: field.end.flag(), message: field.message.flag() };
  if (answer.end && answer.message) node.complain('wanted end or message, not both');
  return answer;
}

const readWording = (node: YamlNode, names: readonly string[]): Wording =>
  readSaid(node.fields(languages), names);

function readSaid(field: Record<Language, YamlNode>, names: readonly string[]): Wording {
  const say = (language: Language): string => {
    const text = field[language].text('what is said');
    for (const [whole, name = ''] of text.matchAll(VARIABLE)) {
      if (!names.includes(name))
        field[language].complain(`${whole} is not known; wanted one of ${names.join(', ') || 'no variable'}`);
    }
    return text;
  };
  return { en: say('en'), zh: joined(say('zh')) };
}

/** YAML joins the lines of a long answer by spaces, which Chinese does not write between words and sentences. */
const joined = (chinese: string): string =>
  chinese.replace(/(?<=[，。！？；：、…”’）》」』])\s+|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
