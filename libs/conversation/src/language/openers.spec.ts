import { opener } from './openers';

describe('An opener', () => {
  it.each([
    ['en-GB', 'One moment,'],
    ['zh-CN', '好的，'],
    ['ZH', '好的，'],
    ['fr-FR', 'One moment,'],
  ])('in %s is “%s”', (language, text) => {
    expect(opener(language)).toBe(text);
  });
});
