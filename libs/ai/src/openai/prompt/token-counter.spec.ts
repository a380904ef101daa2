import { loadTokenCounter } from './token-counter';

describe('Tokens', () => {
  it('are counted as OpenAI does, and control tokens in a caller’s words are words', async () => {
    const count = await loadTokenCounter();
    expect(count('Hello, who is there?')).toBe(6);
    expect(count('您好，我是做车险的。')).toBeLessThan(12);
    expect(count('<|endoftext|>')).toBeGreaterThan(1);
  });
});
