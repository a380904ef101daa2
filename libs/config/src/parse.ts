import type { SettingKind } from './setting';

const TRUE = new Set(['true', '1', 'yes', 'on']);
const FALSE = new Set(['false', '0', 'no', 'off']);
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** `your_speech_service_key`, `https://your-resource…`, `<your key>` in a copied `.env.example` mean: not set. */
const PLACEHOLDER = /^([a-z]+:\/\/)?(your[_-]|<[^>]*>$)/i;

export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text.trim());

export const isUnset = (raw: string | undefined): raw is undefined | '' =>
  raw === undefined || raw.trim() === '' || isPlaceholder(raw);

/** Returns the text itself where it does not parse, so that validation can name the variable. */
export function parseSetting(raw: string, kind: SettingKind): unknown {
  const text = raw.trim();
  switch (kind) {
    case 'text':
      return text;
    case 'integer':
    case 'number':
      return DECIMAL.test(text) ? Number(text) : text;
    case 'flag':
      if (TRUE.has(text.toLowerCase())) return true;
      return FALSE.has(text.toLowerCase()) ? false : text;
    case 'list':
      return text
        .split(',')
        .map(item => item.trim())
        .filter(item => item !== '');
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
  }
}
