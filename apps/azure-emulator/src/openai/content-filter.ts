import { ApiError } from './api-error';

const categories = ['hate', 'self_harm', 'sexual', 'violence'] as const;

/** Nothing to object to. */
export const harmless = (): object =>
  Object.fromEntries(categories.map(category => [category, { filtered: false, severity: 'safe' }]));

/** One category too much. */
const harmful = (): object => ({ ...harmless(), violence: { filtered: true, severity: 'medium' } });

export const promptFilterResults = (): object[] => [
  {
    prompt_index: 0,
    content_filter_results: { ...harmless(), jailbreak: { filtered: false, detected: false } },
  },
];

/** What a choice whose text was cut off says. */
export const completionFiltered = harmful;

/** The prompt was not let through. */
export const promptFiltered = (): ApiError =>
  new ApiError(400, {
    error: {
      message:
        "The response was filtered because the prompt triggered Azure OpenAI's content management policy. Please modify your prompt and retry.",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: { ...harmful(), jailbreak: { filtered: false, detected: false } },
      },
    },
  });
