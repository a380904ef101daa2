import { madeOf } from './phrase-patterns';
import { spokenWords } from './spoken-words';

/** Hums: the same sounds in many languages, spelt as recognisers spell them. */
const HUMS = [
  'm+',
  'm+h+m*',
  'hm+',
  'm ?k(?:ay)?',
  'a+h+',
  'u+h+',
  'o+h*',
  'uh ?hu+h',
  'a+ha+',
  'u+m+',
  'e+r+m*',
  'wow',
  'ok',
  'okay',
];

/** Agreement and attention. Not "no", "stop", "wait", "what", "hello", "thanks": who says these wants the floor. */
const ENGLISH = [
  ...[
    'yeah',
    'yep',
    'yup',
    'ya',
    'yes',
    'right',
    'alright',
    'all right',
    'sure',
    'of course',
    'exactly',
    'true',
  ],
  ...[
    'i see',
    'got it',
    'gotcha',
    'i understand',
    'understood',
    'makes sense',
    'that makes sense',
    'fair enough',
  ],
  ...['cool', 'great', 'good', 'nice', 'perfect', 'really', 'go on', 'i know', 'thats right', 'interesting'],
];

/** 是 and 对 also in their doubled and softened forms; not 好了 or 行了, which ask to stop, nor 等等. */
const CHINESE = [
  ...['嗯', '恩', '哦', '噢', '喔', '啊', '呃', '唔', '哎', '嗯哼', '哇', '哈', '呵', '嘿'],
  ...['[对對][的呀吧]?', '是[的呀吧]?', '好[的呀吧]?', '行[的吧]?', '可以', '没错', '沒錯', '当然', '當然'],
  ...[
    '我?明白了?',
    '我?知道了?',
    '我?了解了?',
    '我?懂了?',
    '我?清楚了?',
    '这样子?',
    '這樣子?',
    '原来如此',
    '原來如此',
  ],
  ...['真的', '不错', '不錯', '挺好的?'],
];

const LISTENING = madeOf([...HUMS, ...ENGLISH, ...CHINESE]);

/** Where the language is neither English nor Chinese, a word of either may mean anything. */
const HUMMING = madeOf(HUMS);

/**
 * Whether these words only say that the caller listens: said during a reply they do not interrupt it. Case, punctuation
 * and repetition do not matter ("Yeah, yeah." “嗯嗯嗯”); one word more and it is a turn. No words are no backchannel.
 * @param language BCP 47; English and Chinese are known, and mixed with each other as bilingual callers do
 */
export const isBackchannel = (text: string, language: string): boolean =>
  (/^(?:en|zh)\b/i.test(language) ? LISTENING : HUMMING).test(spokenWords(text));
