import { isBackchannel } from './backchannels';

const yes: readonly [string, string][] = [
  ...[
    'uh-huh',
    'Uh huh.',
    'mm',
    'Mmmm',
    'mhm',
    'Mm-hmm.',
    'hmm',
    'yeah',
    'Yeah, yeah.',
    'OK',
    'okay okay',
  ].map(en),
  ...[
    'ok, right',
    'Right!',
    'I see.',
    'oh I see',
    'got it',
    'Sure, that makes sense',
    'oh',
    'ah',
    'um',
    'all right',
  ].map(en),
  ...[
    '嗯',
    '嗯嗯',
    '嗯嗯嗯',
    '嗯，嗯。',
    '哦',
    '对',
    '对对对',
    '好的',
    '好的，好的。',
    '是的',
    '是 的',
    '哦 这样啊',
    '嗯 OK',
  ].map(zh),
  ['yeah', 'zh-CN'],
  ['mhm', 'de-DE'],
  ['OK', 'fr'],
];

const no: readonly [string, string][] = [
  ...[
    'no',
    'stop',
    'wait',
    'hold on',
    'yeah but',
    'no no',
    'what',
    'hello?',
    'oh no',
    'ok stop',
    'right now',
  ].map(en),
  ...['I see a problem', 'thanks', 'yeah I want another one', 'mother', 'okra', '', '…'].map(en),
  ...[
    '不',
    '不是',
    '等一下',
    '等等',
    '停',
    '好了',
    '对不起',
    '不对',
    '好吗',
    '是不是',
    '嗯 不要',
    '可以退款吗',
    '喂',
  ].map(zh),
  ['right', 'de-DE'],
];

function en(text: string): [string, string] {
  return [text, 'en-US'];
}

function zh(text: string): [string, string] {
  return [text, 'zh-CN'];
}

describe('A caller during a reply', () => {
  it.each(yes)('only listens with “%s” (%s)', (text, language) => {
    expect(isBackchannel(text, language)).toBe(true);
  });

  it.each(no)('wants to speak with “%s” (%s)', (text, language) => {
    expect(isBackchannel(text, language)).toBe(false);
  });

  it.each(yes)('is judged at once, however often “%s” is said (%s)', (text, language) => {
    const often = `${text} `.repeat(2000);
    expect(isBackchannel(often, language)).toBe(true);
    expect(isBackchannel(`${often} stop`, language)).toBe(false);
  });

  it('is judged at once, however long the hum', () => {
    expect(isBackchannel(`${'m'.repeat(5000)}x`, 'en')).toBe(false);
    expect(isBackchannel(`${'对啊'.repeat(5000)}不`, 'zh')).toBe(false);
  });
});
