import { makeGrammar } from './grammar';

const pronunciations = new Map([
  ['hello', ['HH AH L OW', 'HH EH L OW']],
  ['who', ['HH UW']],
  ['is', ['IH Z']],
  ['it', ['IH T']],
]);

describe('The grammar', () => {
  it('holds each phrase once, however it is written', () => {
    const { jsgf } = makeGrammar(['Hello!', 'hello', 'who is it?'], pronunciations);
    expect(jsgf).toContain('<phrase> = hello | who is it;');
  });

  it('gives words all of their pronunciations', () => {
    expect(makeGrammar(['hello'], pronunciations).words).toEqual([
      ['hello', 'HH AH L OW'],
      ['hello(2)', 'HH EH L OW'],
      ['xs', 'SIL'],
    ]);
  });

  it('leaves out phrases it cannot pronounce and says which, and passes over other scripts', () => {
    const { jsgf, unspeakable } = makeGrammar(['hello', 'hello xyzzy', '您好'], pronunciations);
    expect(unspeakable).toEqual(['hello xyzzy']);
    expect(jsgf).not.toContain('xyzzy');
  });

  it('is still a grammar when there is nothing to say', () => {
    expect(makeGrammar([], pronunciations).jsgf).toContain('<phrase> = xs;');
  });

  it('lets phrases share their first word, and a word stand alone', () => {
    const { jsgf } = makeGrammar(['who is it', 'who', 'who is hello', 'hello'], pronunciations);
    expect(jsgf).toContain('<phrase> = who | who (is it | is hello) | hello;');
  });
});
