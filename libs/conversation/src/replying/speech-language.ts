/** The language a text is to be spoken in: the call's, unless the script of the words says otherwise. */
export function speechLanguage(text: string, callLanguage: string): string {
  if (!/\p{Script=Han}/u.test(text))
    return /^(zh|ja)/i.test(callLanguage) && /[a-z]{3}/i.test(text) ? 'en-US' : callLanguage;
  return /^(zh|ja)/i.test(callLanguage) ? callLanguage : 'zh-CN';
}
