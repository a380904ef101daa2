import { readReplyBook } from './read-reply-book';
import { replyTo } from './reply-book';
import { tokensOf } from '../tokens';

const asked = (text: string, tools: string[] = []) => ({
  model: 'gpt',
  messages: [{ role: 'user', text }],
  stream: false,
  includeUsage: false,
  maxTokens: Infinity,
  tools,
});

describe('A book of replies', () => {
  it('echoes', () => {
    expect(replyTo(asked('hi'), readReplyBook('echo')).text).toBe('You said: hi');
  });

  it('follows the first rule that matches, whatever the case', () => {
    const book = readReplyBook({ rules: [{ when: 'insur', say: 'No.' }, { say: 'Yes?' }] });
    expect(replyTo(asked('INSURANCE'), book).text).toBe('No.');
    expect(replyTo(asked('hello'), book).text).toBe('Yes?');
  });

  it('says something where a rule only calls a tool that nobody offers', () => {
    const book = readReplyBook({
      rules: [{ call: { name: 'end_call', arguments: {} } }],
      otherwise: 'Well.',
    });
    expect(replyTo(asked('bye'), book)).toEqual({ text: 'Well.', calls: [] });
    expect(replyTo(asked('bye', ['end_call']), book).calls).toHaveLength(1);
  });

  it.each([
    [7, '"echo"'],
    [{ script: [] }, '"script" is a list'],
    [{ rules: [{}] }, 'rule 1: needs'],
    [{ rules: [{ say: 'x', when: '(' }] }, 'rule 1: '],
    [{ rules: [{ call: { name: 'x' } }] }, '"call" is'],
  ])('%j is turned down', (value, why) => {
    expect(() => readReplyBook(value)).toThrow(why);
  });
});

describe('Tokens', () => {
  it('are the text, cut into pieces of about the right size', () => {
    const text = 'Unquestionably, this is £5 — 你好, friend!\n  Bye.';
    expect(tokensOf(text).join('')).toBe(text);
    expect(tokensOf('Thank you for calling, goodbye.').length).toBeGreaterThanOrEqual(7);
    expect(tokensOf('Thank you for calling, goodbye.').length).toBeLessThanOrEqual(10);
  });
});
