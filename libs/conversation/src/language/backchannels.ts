import { madeOf, phrases } from './phrase-patterns';
import { spokenWords } from './spoken-words';

/** Hums: the same sounds in many languages, spelt as recognisers spell them. */
const HUMS = phrases(
  'm+, m+h+m*, hm+, m ?k(?:ay)?, a+h+, u+h+, o+h*, uh ?hu+h, a+ha+, u+m+, e+r+m*',
  'wow, ok, okay',
);

/** Agreement and attention. Not "no", "stop", "wait", "what", "hello", "thanks": who says these wants the floor. */
const ENGLISH = phrases(
  'yeah, yep, yup, ya, yes, right, alright, all right, sure, of course, exactly, true, thats right',
  'i see, i know, i understand, understood, got it, gotcha, makes sense, that makes sense, fair enough',
  'cool, great, good, nice, perfect, really, interesting, go on',
);

/** Simplified and traditional. Not 好了 or 行了, which ask to stop, nor 等等, which asks to wait. */
const CHINESE = phrases(
  '嗯, 恩, 哦, 噢, 喔, 啊, 呃, 唔, 哎, 嗯哼, 哇, 哈, 呵, 嘿',
  '[对對][的呀吧]?, 是[的呀吧]?, 好[的呀吧]?, 行[的吧]?, 可以, 没错, 沒錯, 当然, 當然, 真的, 不错, 不錯, 挺好的?',
  '我?(?:明白|知道|了解|懂|清楚)了?, 这样子?, 這樣子?, 原来如此, 原來如此',
);

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
