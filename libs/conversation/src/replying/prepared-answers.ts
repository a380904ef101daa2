import type { Outcome } from '@app/core';
import type { PreparedSaying } from '../turn/turn-event';

/** What is said when there is no better answer. Short, honest, and an invitation to go on. */
const SAYINGS: Readonly<Record<PreparedSaying, { readonly en: string; readonly zh: string }>> = {
  'not-heard': {
    en: 'Sorry, I could not hear you. Could you say that again, please?',
    zh: '不好意思，我没有听清楚，请您再说一遍好吗？',
  },
  'cannot-hear': {
    en: 'Sorry, I have trouble hearing you at the moment. Please try again, or use your keypad.',
    zh: '不好意思，我现在听不清楚，请您再说一遍，或者使用电话按键。',
  },
  overloaded: {
    en: 'Sorry, I am very busy right now. Could you say that once more in a moment, please?',
    zh: '不好意思，我现在比较忙，请您稍后再说一遍好吗？',
  },
  'reply-failed': {
    en: 'Sorry, I cannot answer that right now. Could you put it another way?',
    zh: '不好意思，我暂时无法回答，请您换个方式再说一遍好吗？',
  },
  'reply-late': {
    en: 'Sorry, that is taking me too long. Could you say it once more, please?',
    zh: '不好意思，我需要一点时间，请您再说一遍好吗？',
  },
  'idle-prompt': { en: 'Are you still there?', zh: '您还在吗？' },
  goodbye: { en: 'I cannot hear anybody any more. Goodbye.', zh: '我听不到您的声音了，再见。' },
  apology: {
    en: 'I am sorry, something is wrong on my side. Please call again later. Goodbye.',
    zh: '非常抱歉，我这边出了点问题，请您稍后再打来。再见。',
  },
};

export const preparedAnswer = (what: PreparedSaying, language: string): string =>
  language.toLowerCase().startsWith('zh') ? SAYINGS[what].zh : SAYINGS[what].en;

/** How a turn ended in which this had to be said: who asked something has not been answered. */
export const outcomeOf = (what: PreparedSaying): Outcome => {
  if (what === 'idle-prompt' || what === 'goodbye') return 'ok';
  return what === 'reply-late' ? 'timeout' : 'error';
};
