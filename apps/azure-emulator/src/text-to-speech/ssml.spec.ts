import { SsmlError, parseSsml } from './ssml';

const document = (inside: string): string =>
  `<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">${inside}</speak>`;
const voiced = (text: string): string => document(`<voice name='en-US-AvaNeural'>${text}</voice>`);

describe('SSML', () => {
  it('is read for what it says, and in which voice', () => {
    const ssml = voiced(
      '<mstts:express-as style="cheerful">Hello<break time="200ms"/>&amp; <prosody rate="+10%">good&#x62;ye</prosody></mstts:express-as>',
    );
    expect(parseSsml(`<?xml version="1.0"?><!-- note -->${ssml}`)).toEqual({
      voice: 'en-US-AvaNeural',
      language: 'en-US',
      text: 'Hello & goodbye',
    });
  });

  it.each([
    ['a & that is not escaped', voiced('Tea & cake')],
    ['an entity of HTML', voiced('one&nbsp;two')],
    ['a < that is not escaped', voiced('1 < 2')],
    ['elements that do not nest', voiced('<p><s>one</p></s>')],
    ['an element that is not closed', voiced('<p>one')],
    ['no voice', document('Hello')],
    ['no language', '<speak version="1.0"><voice name="x">a</voice></speak>'],
    ['another document', '<html></html>'],
    ['text outside', `Hello ${voiced('you')}`],
    ['an attribute without quotes', voiced('<prosody rate=fast>x</prosody>')],
  ])('is turned down with %s', (_, ssml) => {
    expect(() => parseSsml(ssml)).toThrow(SsmlError);
  });
});
