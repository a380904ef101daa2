import type { EndpointReason } from './endpointing-strategy';
import { read } from './reading';

type Cases = Partial<Record<EndpointReason, readonly string[]>>;

const english: Cases = {
  greeting: ['hello', 'Hi there!', 'Hello? Hello?', 'good morning'],
  goodbye: ['bye', 'ok thank you bye', 'Thanks, goodbye.', 'no that’s all, thank you'],
  'short-answer': [
    'yes',
    'No.',
    'Yes, please!',
    'no no no',
    'OK',
    'that’s right',
    'yes I do',
    'I don’t know',
  ],
  question: [
    'what time do you open',
    'How much is it?',
    'can I bring my dog',
    'I lost my card what should I do',
    'is there a table for two tonight',
    'You are open on Sundays?',
    'do you have vegan food',
  ],
  complete: [
    'I’d like to book a table for two.',
    'cancel my order please',
    'I need it tomorrow',
    'The red one.',
  ],
  clause: [
    'I lost my credit card',
    'the meeting is at 10:30',
    'my car broke down yesterday morning near home',
  ],
  unfinished: [
    'I would like to book a table for',
    'I want to go to the',
    'It is red and',
    'It is red and.',
    'my name is',
    'Could you',
    'because I',
    'I’d like',
    'I called yesterday,',
    'Well, I was thinking…',
    'I think that -',
    'Yes,',
    'if I come tomorrow',
    'I was wondering if',
  ],
  hesitation: ['um', 'I would like um', 'Can you, uh…', 'let me see', 'hold on', 'the thing is, you know'],
  number: [
    'one two three',
    '5 5 5',
    '555',
    '555-123',
    'my number is five five five one two',
    'my phone number is 5551234',
    'it is double five one',
    'It’s 0, 7, 9, 4.',
    '4111 1111 1111',
  ],
  'caller-pace': [
    'the red one',
    'a table for two',
    'what is it for',
    'Is that what you are looking for.',
    'the code is 1 2 3 4',
    '555 1234',
    'who',
    'If I come tomorrow.',
    'room 512',
  ],
};

const whole: Cases = {
  complete: ['555 123 4567', 'my number is five five five one two three four five six seven', '07911 123456'],
};

const chinese: Cases = {
  greeting: ['喂', '你好', '喂，你好！', '您好'],
  goodbye: ['再见', '好的，谢谢，再见。', '没有了，谢谢', '拜拜'],
  'short-answer': ['是的', '对', '好的', '不是', '可以', '嗯嗯', '没有'],
  question: [
    '你们几点开门',
    '多少钱',
    '可以刷卡吗',
    '可以刷卡吗？',
    '能不能便宜一点',
    '你是不是机器人',
    '附近有地铁站？',
  ],
  complete: ['我的卡丢了', '帮我查一下订单吧', '我想订一张明天的票。', '麻烦你了谢谢'],
  clause: ['我想订两张去上海的机票'],
  unfinished: [
    '因为',
    '我想订一张票因为',
    '我想要红色和',
    '我的名字是',
    '我昨天买的',
    '如果可以的话',
    '我要',
    '如果明天下雨',
    '我觉得',
    '我昨天打过电话，',
    '还有',
  ],
  hesitation: ['嗯', '那个', '我想问一下那个', '我要订就是', '然后', '等一下', '让我想想'],
  number: ['一三八', '我的号码是一三八零零', '138 0013', '我的手机号是1380013', '幺三八幺二三四'],
  'caller-pace': ['二十五', '验证码是一二三四', '红色', '星期五'],
};

const wholeChinese: Cases = { complete: ['一三八零零一三八零零零', '13800138000'] };

const rows = (cases: Cases, language: string): [string, string, string][] =>
  Object.entries(cases).flatMap(([reason, texts]) =>
    texts.map((text): [string, string, string] => [text, language, reason]),
  );

const all = [
  ...rows(english, 'en-US'),
  ...rows(whole, 'en-GB'),
  ...rows(chinese, 'zh-CN'),
  ...rows(wholeChinese, 'zh'),
];

describe('What a caller’s words say about their end', () => {
  it.each(all)('“%s” (%s): %s', (text, language, reason) => {
    expect(read(text, language)).toBe(reason);
  });

  it.each(all)('“%s” (%s): %s, whatever the case', (text, language, reason) => {
    expect(read(text.toUpperCase(), language)).toBe(reason);
    expect(read(text.toLowerCase(), language)).toBe(reason);
  });

  it.each([
    ['I want the', 'zh-CN', 'unfinished'],
    ['因为', 'en-US', 'unfinished'],
    ['我要一个 iPhone 因为', 'zh-CN', 'unfinished'],
  ])('“%s” is understood in a call in %s: %s', (text, language, reason) => {
    expect(read(text, language)).toBe(reason);
  });

  it.each([
    ['Ich hätte gern einen Tisch.', 'complete'],
    ['Ich hätte gern,', 'unfinished'],
    ['Haben Sie offen?', 'question'],
    ['ich hätte gern einen Tisch', 'caller-pace'],
    ['030 12', 'number'],
  ])('“%s” is judged by what is known of any language: %s', (text, reason) => {
    expect(read(text, 'de-DE')).toBe(reason);
  });
});
