import { englishDigits, englishNumber, englishOrdinal, englishYear } from './english-numbers';

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  'e.g.': 'for example',
  'i.e.': 'that is',
  'etc.': 'and so on,',
  'vs.': 'versus',
  'approx.': 'about',
  'w/': 'with',
  'w/o': 'without',
  asap: 'as soon as possible',
  fyi: 'for your information',
  'n/a': 'not available',
  '&': 'and',
  '@': 'at',
  '+': 'plus',
  '=': 'is',
  '24/7': 'around the clock',
};

const CURRENCIES: Readonly<Record<string, readonly [string, string, string]>> = {
  $: ['dollar', 'dollars', 'cents'],
  '€': ['euro', 'euros', 'cents'],
  '£': ['pound', 'pounds', 'pence'],
  '¥': ['yuan', 'yuan', 'fen'],
};

/** More would lose digits. */
const LARGEST = 1e15;
/** So many digits in a row are a telephone number or a code. */
const LONG = 7;

/** One word, with the punctuation that clings to it, as an English speaker would say it. */
export function inEnglish(word: string): string {
  const [, before = '', core = '', after = ''] = /^(["'“‘(]*)(.*?)([,;:!?.)"'”’…]*)$/su.exec(word) ?? [];
  const dotted = `${core}.`.toLowerCase();
  if (after.startsWith('.') && dotted in ABBREVIATIONS)
    return before + ABBREVIATIONS[dotted]! + after.slice(1);
  return before + (ABBREVIATIONS[core.toLowerCase()] ?? read(core) ?? core) + after;
}

function read(core: string): string | null {
  if (!/\d/.test(core)) return readWords(core);
  return readMoney(core) ?? readClock(core) ?? readCode(core) ?? readPlain(core);
}

/** Addresses are told, not spelled; a slash between words is "or". */
function readWords(core: string): string | null {
  const site = /^(?:https?:\/\/)(?:www\.)?([^/\s]+)/i.exec(core);
  if (site) return site[1]!.replaceAll('.', ' dot ');
  const mail = /^([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)$/.exec(core);
  if (mail) return `${mail[1]!} at ${mail[2]!}`.replaceAll('.', ' dot ');
  return /^\p{L}+(?:\/\p{L}+)+$/u.test(core) ? core.replaceAll('/', ' or ') : null;
}

function readMoney(core: string): string | null {
  const [, sign = '', whole = '', cents = ''] = /^([$€£¥])(\d[\d,]*)(?:\.(\d\d))?$/.exec(core) ?? [];
  const names = CURRENCIES[sign];
  if (!names) return null;
  const amount = valueOf(whole);
  const main = `${englishNumber(amount)} ${amount === 1 ? names[0] : names[1]}`;
  return Number(cents) === 0 ? main : `${main} and ${englishNumber(Number(cents))} ${names[2]}`;
}

function readClock(core: string): string | null {
  const [, hour = '', minute = '', half = ''] = /^(\d{1,2}):(\d\d)([ap]m)?$/i.exec(core) ?? [];
  if (hour === '') return null;
  const [h, m] = [Number(hour), Number(minute)];
  const minutes =
    m === 0 ? (h > 12 ? ' hundred' : half ? '' : " o'clock") : ` ${m < 10 ? 'oh ' : ''}${englishNumber(m)}`;
  return `${englishNumber(h)}${minutes}${half && ` ${half}`}`;
}

/** Telephone numbers and the like, group by group. */
function readCode(core: string): string | null {
  if (!/^\+?[\d().-]*\d$/.test(core)) return null;
  const groups = core.match(/\d+/g) ?? [];
  const digits = groups.join('');
  const grouped = groups.length > 2 || (groups.length === 2 && digits.length >= LONG && !core.includes('.'));
  if (!grouped && !(groups.length === 1 && (digits.length >= LONG || /^0\d/.test(digits)))) return null;
  return `${core.startsWith('+') ? 'plus ' : ''}${groups.map(englishDigits).join(', ')}`;
}

function readPlain(core: string): string | null {
  const [, sign = '', number = '', rest = ''] = /^(-?)(\d[\d,]*(?:\.\d+)?)(.*)$/s.exec(core) ?? [];
  if (number === '' || valueOf(number) >= LARGEST) return null;
  if (/^(?:st|nd|rd|th)$/i.test(rest)) return englishOrdinal(valueOf(number));
  const range = /^[-–](\d{1,4})(%?)$/.exec(rest);
  if (range) return `${numeral(number)} to ${numeral(range[1]!)}${range[2] && ' percent'}`;
  const unit = rest === '%' ? ' percent' : /^\p{L}+$/u.test(rest) ? ` ${rest}` : rest;
  if (rest !== '' && unit === rest) return null;
  return `${sign && 'minus '}${numeral(number)}${unit}`;
}

function numeral(number: string): string {
  const [whole = '', fraction] = number.replaceAll(',', '').split('.');
  const value = Number(whole);
  if (fraction !== undefined) return `${englishNumber(value)} point ${englishDigits(fraction)}`;
  const isYear =
    /^\d{4}$/.test(number) && ((value >= 1100 && value < 2000) || (value > 2000 && value < 2100));
  return isYear ? englishYear(value) : englishNumber(value);
}

const valueOf = (number: string): number => Number(number.replaceAll(',', ''));
