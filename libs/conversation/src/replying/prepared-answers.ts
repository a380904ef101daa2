import type { FallbackReason } from '../turn/turn-event';

/** What is said when there is no better answer. Short, honest, and an invitation to go on. */
const ANSWERS: Readonly<Record<FallbackReason, { readonly en: string; readonly zh: string }>> = {
  'not-heard': {
    en: 'Sorry, I could not hear you. Could you say that again, please?',
    zh: '不好意思，我没有听清楚，请您再说一遍好吗？',
  },
  'reply-failed': {
    en: 'Sorry, I cannot answer that right now. Could you put it another way?',
    zh: '不好意思，我暂时无法回答，请您换个方式再说一遍好吗？',
  },
  'reply-late': {
    en: 'Sorry, that is taking me too long. Could you say it once more, please?',
    zh: '不好意思，我需要一点时间，请您再说一遍好吗？',
  },
};

export const preparedAnswer = (why: FallbackReason, language: string): string =>
  language.toLowerCase().startsWith('zh') ? ANSWERS[why].zh : ANSWERS[why].en;
