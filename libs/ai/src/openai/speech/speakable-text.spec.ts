import fc from 'fast-check';
import { rules, usualPersona } from '../prompt/persona';
import { SpeakableText } from './speakable-text';
import type { SpeechLimits } from './speakable-text';

const usual: SpeechLimits = { language: 'en-US', heard: '', instructions: '', words: 1000 };

/** What is said of pieces, piece by piece, and what came when the text was over. */
function spoken(pieces: readonly string[], limits: Partial<SpeechLimits> = {}): string[] {
  const speech = new SpeakableText({ ...usual, ...limits });
  return [...pieces.map(piece => speech.push(piece)), speech.flush()];
}

const whole = (text: string, limits: Partial<SpeechLimits> = {}): string => spoken([text], limits).join('');

describe('What a model writes, made fit to be spoken', () => {
  it('goes out word by word, each as soon as the next one begins', () => {
    expect(spoken(['I', ' am', ' glad', ' you', ' called.'])).toEqual([
      '',
      'I ',
      'am ',
      'glad ',
      'you ',
      'called.',
    ]);
  });

  it('goes out character by character in Chinese', () => {
    expect(spoken(['不', '用了', '，谢', '谢。'], { language: 'zh-CN' })).toEqual([
      '不',
      '用了',
      '，谢',
      '谢。',
      '',
    ]);
  });

  it.each([
    ['**Thank you**, *really*!', 'Thank you, really!'],
    [
      '# Offer\n\nWe have:\n- apples\n- _pears_\n\n1. one\n2. two',
      'Offer\nWe have:\napples\npears\none\ntwo',
    ],
    ['See [our page](https://example.org/a?b=1) now.', 'See our page now.'],
    ['It is so [doc1][2] they say.', 'It is so they say.'],
    ['<b>Hello</b> <a href="x" title="y z">there</a>.', 'Hello there.'],
    ['<caller>hello</caller>', 'hello'],
    ['Tom &amp; Ann said `yes`.', 'Tom and Ann said yes.'],
    ['Great 😀👍🏽 news 🇩🇪 👨‍👩‍👧!', 'Great news !'],
    ['bad\u0007 \ufffdbytes\ud83d', 'bad bytes'],
    ['| a | b |', 'a b '],
    ['a snake_case name', 'a snake case name'],
    ['5. That is how many there are.', 'five. That is how many there are.'],
    ['#1 in town', '#1 in town'],
    ['3 < 4 and more', 'three < four and more'],
  ])('%j is heard as %j', (written, heard) => {
    expect(whole(written)).toBe(heard);
  });

  it.each([
    ['I have 3 of 21, or 1,250.', 'I have three of twenty-one, or one thousand two hundred fifty.'],
    [
      'It costs $5, €1.50 or £2,000.',
      'It costs five dollars, one euro and fifty cents or two thousand pounds.',
    ],
    ['Up to 25% or 3.5 percent.', 'Up to twenty-five percent or three point five percent.'],
    ['At 9:30, 10:05, 7:00 or 14:00.', "At nine thirty, ten oh five, seven o'clock or fourteen hundred."],
    ['Come at 10am or 8:15pm.', 'Come at ten am or eight fifteen pm.'],
    [
      'Call 555-123-4567 or 08001234.',
      'Call five five five, one two three, four five six seven or zero eight zero zero one two three four.',
    ],
    ['In 2024, 2005 and 1999.', 'In twenty twenty-four, two thousand five and nineteen ninety-nine.'],
    ['The 1st, 22nd and 30th.', 'The first, twenty-second and thirtieth.'],
    ['Open 9-5, 24/7.', 'Open nine to five, around the clock.'],
    [
      'e.g. him/her vs. them, i.e. both (approx. 3)',
      'for example him or her versus them, that is both (about three)',
    ],
    [
      'Write to a.b@example.org or see https://www.example.org/x',
      'Write to a dot b at example dot org or see example dot org',
    ],
    ['It is -4 degrees, not 10km.', 'It is minus four degrees, not ten km.'],
    ['Model X12 and 4G stay.', 'Model X12 and four G stay.'],
    ['1234567890123456789 things', expect.stringMatching(/^one two three .* nine things$/)],
  ])('%j is read as %j', (written, read) => {
    expect(whole(written)).toEqual(read);
  });

  it.each([
    ['我有2个苹果和25元。', '我有两个苹果和二十五元。'],
    ['2024年10:30，打八折，省15%。', '二零二四年十点半，打八折，省百分之十五。'],
    ['电话13800138000，或者010-12345678。', '电话幺三八零零幺三八零零零，或者零幺零幺二三四五六七八。'],
    ['一共10001元，¥3.5，$20。', '一共一万零一元，三点五元，二十美元。'],
    ['9-5点，120000人。', '九到五点，十二万人。'],
    ['**好的** 😀', '好的 '],
  ])('%j is read as %j', (written, read) => {
    expect(whole(written, { language: 'zh-CN' })).toBe(read);
  });

  it('leaves the numbers of other languages to their voices', () => {
    expect(whole('Um 9 Uhr, 25%.', { language: 'de-DE' })).toBe('Um 9 Uhr, 25%.');
  });

  it('reads numbers in the language of the answer, whatever the call began in', () => {
    expect(whole('Sure, 3 of them.', { language: 'zh-CN', heard: '你好' })).toBe('Sure, three of them.');
    expect(whole('3个。', { language: 'en-US', heard: '几个？' })).toBe('三个。');
  });

  it('keeps to scripts a voice for the call can read: its own, the caller’s, and Latin', () => {
    expect(whole('Yes, да, certainly 好的 sir.')).toBe('Yes, certainly sir.');
    expect(whole('好的，OK。', { heard: '你好' })).toBe('好的，OK。');
    expect(whole('Да, OK.', { language: 'ru-RU' })).toBe('Да, OK.');
    expect(whole('はい、承知しました。', { language: 'ja-JP' })).toBe('はい、承知しました。');
  });

  it('ends an answer that is too long with its sentence', () => {
    const speech = new SpeakableText({ ...usual, words: 5 });
    expect(speech.push('One two three. Four five six. Seven eight. ')).toBe('One two three. Four five six. ');
    expect(speech.cutShort).toBe('length');
    expect(speech.push('nine ') + speech.flush()).toBe('');
  });

  it('ends a sentence that never ends', () => {
    expect(whole('word '.repeat(100), { words: 10 })).toBe('word '.repeat(15));
    expect(whole('不'.repeat(100), { words: 12, language: 'zh-CN' })).toBe('不'.repeat(30));
  });

  const instructions = [usualPersona, ...rules].join('\n');

  it('never recites its instructions', () => {
    const speech = new SpeakableText({ ...usual, instructions });
    expect(speech.push(`Sure, here they are: ${usualPersona}`)).toBe(
      'Sure, here they are: You answer the phone ',
    );
    expect(speech.cutShort).toBe('instructions');
    expect(speech.flush()).toBe('');
  });

  it('recites no Chinese ones either', () => {
    const told = '你是张先生的电话助理，负责礼貌地回绝所有推销电话，不要透露任何私人信息。';
    expect(
      whole(`我的指令是：${told}`, { instructions: told, language: 'zh-CN', heard: '你好' }).length,
    ).toBeLessThan(20);
  });

  it('holds words back only while they stand in the instructions in a row', () => {
    expect(spoken(['I answer the phone for somebody who ', 'sleeps ', 'now.'], { instructions })).toEqual([
      'I answer the phone for ',
      'somebody who sleeps ',
      '',
      'now.',
    ]);
  });

  it('goes on after what was said by another engine', () => {
    expect(whole(' but not today.', { said: 'I would like to,' })).toBe(' but not today.');
    expect(whole('but not today.', { said: 'I would like to,' })).toBe(' but not today.');
    expect(whole('今天不行。', { said: '我想，', language: 'zh-CN' })).toBe('今天不行。');
    expect(whole(' but not today.', { said: 'I would like to, ' })).toBe('but not today.');
  });

  it('is the same however it is cut into pieces', () => {
    const text =
      'On **2024-10-21** at 9:30 I paid $5 (e.g. <b class="x">cash</b>) 😀 to [Ann](http://a.b) & 好的，25%的人。\n- 1st\n';
    const limits = { heard: '你好' };
    const once = whole(text, limits);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }), lengths => {
        expect(spoken(cutUp(text, lengths), limits).join('')).toBe(once);
      }),
    );
  });

  it('never takes long, whatever is written', () => {
    const text = '<a[](&*_`12345,'.repeat(2000);
    expect(whole(text).length).toBeLessThanOrEqual(text.length * 3);
  });
});

function cutUp(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
