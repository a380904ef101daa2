import { chunksOf } from './chunks';
import { spokenWords } from './spoken-word';

const chunks = (text: string): string[] =>
  chunksOf(spokenWords(text, 'en', word => (/[\p{L}\p{N}]/u.test(word) ? word : ''))).map(chunk =>
    chunk.map(word => word.text).join(' '),
  );

describe('Chunks', () => {
  it('are sentences', () => {
    expect(chunks('Dr. Smith is out. He left at 5 p.m. today! OK?')).toEqual([
      'Dr. Smith is out.',
      'He left at 5 p.m. today!',
      'OK?',
    ]);
  });

  it('are clauses of a long sentence, but not of a short one', () => {
    expect(chunks('Yes, I know.')).toHaveLength(1);
    const clause = `${'word '.repeat(13)}end`;
    expect(chunks(`${clause}, ${clause}.`)).toEqual([`${clause},`, `${clause}.`]);
  });

  it('are short whatever the text is, and hold all of it', () => {
    const text = 'word '.repeat(400).trim();
    const cut = chunks(text);
    expect(Math.max(...cut.map(chunk => chunk.length))).toBeLessThanOrEqual(165);
    expect(cut.join(' ')).toBe(text);
  });

  it('leave what has no sound with what was said before', () => {
    expect(chunks('Hello. 😀 Bye.')).toEqual(['Hello. 😀', 'Bye.']);
  });

  it('cut scripts without spaces into words', () => {
    const words = spokenWords('您好，请问您是哪位？我是 Tom。', 'zh-CN', word => word);
    expect(words.map(word => word.text).join('')).toBe('您好，请问您是哪位？我是Tom。');
    expect(words.length).toBeGreaterThan(5);
    expect(chunksOf(words)).toHaveLength(2);
  });
});
