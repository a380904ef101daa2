import { END_CALL } from '@app/core';
import type { Wording } from '../script/script';
import { TAKE_MESSAGE } from '../script/take-message';
import { languageOf } from '../script/wording';
import { TRANSFER_CALL } from './tools/tools';

/** The service would not answer this. */
export const cannotSay: Wording = {
  en: "I'm sorry, I can't talk about that. Is there anything else I can help with?",
  zh: '不好意思，这个我没有办法谈。还有别的事吗？',
};

/** It began to answer and was stopped. */
export const sayNoMore: Wording = {
  en: "I'm sorry, I can't say more about that. Is there anything else?",
  zh: '不好意思，这个我不方便再说了。还有别的事吗？',
};

/** For a model that calls a tool and forgets to speak. */
const beside: Readonly<Record<string, Wording>> = {
  [END_CALL]: { en: 'Thank you for calling. Goodbye.', zh: '谢谢您的来电，再见。' },
  [TAKE_MESSAGE]: {
    en: 'Thank you, I have noted that. Is there anything else?',
    zh: '好的，我记下来了。还有别的事吗？',
  },
  [TRANSFER_CALL]: { en: 'One moment, please.', zh: '请您稍等。' },
};

/** What is said with these tool calls where the model said nothing; the one that ends the call has the last word. */
export function lineBeside(tools: readonly string[]): Wording | null {
  const name = tools.find(tool => tool === END_CALL) ?? tools[0];
  return name === undefined ? null : (beside[name] ?? null);
}

/** Chinese to who speaks Chinese, English to everybody else. */
export const inLanguageOf = (heard: string, callLanguage: string, line: Wording): string =>
  line[languageOf(heard, callLanguage)];
