import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTokens as counted } from 'gpt-tokenizer/encoding/o200k_base';
import { countTokens } from './token-counter';

const dialogues = {
  English: [
    "Hello, who is there? I'm calling about your car's extended warranty. My number is 555-123-4567.",
    'He is in a meeting until three. May I take a message?',
    'Certainly. Which day would suit you? We have Tuesday the 14th at 9:30 a.m. and Wednesday at 3 p.m.',
    'Please call me back as soon as possible, the order is A12-998 and it was to be delivered yesterday.',
  ],
  Chinese: [
    '您好，我是做车险的，请问您的车什么时候到期？我们现在有优惠活动，可以给您打八折，您看方便加个微信吗？',
    '喂，你好，他现在在开会，有什么事请发短信，谢谢。',
    '这里是中国建设银行信用卡中心，您最近有一笔消费需要核实，请您提供一下身份证号码。',
    '不好意思，我不需要贷款，请不要再打这个电话了。',
  ],
};

describe('Tokens', () => {
  it.each(Object.entries(dialogues))('of a dialogue in %s are a tenth off at most', (_, said) => {
    const [sum, real] = [countTokens, counted].map(count => said.reduce((all, text) => all + count(text), 0));
    expect(sum! / real!).toBeGreaterThan(0.9);
    expect(sum! / real!).toBeLessThan(1.1);
  });

  it('of what is read aloud in the recordings are a tenth off at most', () => {
    const manifest = readFileSync(join(__dirname, '../../../../../test/audio/manifest.json'), 'utf8');
    const texts = [...manifest.matchAll(/"transcript": ?"([^"]{20,})"/g)].map(([, text]) => text!);
    expect(texts.length).toBeGreaterThan(3);
    const off =
      texts.reduce((all, text) => all + countTokens(text), 0) /
      texts.reduce((all, text) => all + counted(text), 0);
    expect(Math.abs(off - 1)).toBeLessThan(0.1);
  });

  it('are none where nothing is said, and some in any script', () => {
    expect(countTokens('  \n')).toBe(0);
    expect(countTokens('Здравствуйте, 안녕하세요 🙂')).toBeGreaterThan(4);
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(1);
  });
});
