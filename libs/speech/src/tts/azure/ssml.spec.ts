import { escaped, ssmlOf } from './ssml';
import type { Manner } from './ssml';

const plain: Manner = {
  language: 'en-US',
  voice: 'en-US-AvaMultilingualNeural',
  style: null,
  rate: null,
  pitch: null,
};

describe('SSML', () => {
  it('is one voice that says a text in a language', () => {
    expect(ssmlOf('Good morning.', plain)).toBe(
      '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xmlns:mstts="http://www.w3.org/2001/mstts" ' +
        'xml:lang="en-US"><voice name="en-US-AvaMultilingualNeural">Good morning.</voice></speak>',
    );
  });

  it('has a manner where one is set', () => {
    const ssml = ssmlOf('Hm', { ...plain, style: 'cheerful', rate: '+10%', pitch: '-5%' });
    expect(ssml).toContain(
      '<mstts:express-as style="cheerful"><prosody rate="+10%" pitch="-5%">Hm</prosody></mstts:express-as>',
    );
  });

  it.each([
    ['</voice><break time="10s"/>', '&lt;/voice&gt;&lt;break time=&quot;10s&quot;/&gt;'],
    [`a & b's &amp;`, 'a &amp; b&apos;s &amp;amp;'],
    ['<![CDATA[x]]>', '&lt;![CDATA[x]]&gt;'],
    ['nul\u0000 bell\u0007 esc\u001b', 'nul  bell  esc '],
    ['half \ud83d and \udc4d, whole 👍', 'half   and  , whole 👍'],
    ['\ufffe\uffff', '  '],
    ['tab\tand\nline', 'tab\tand\nline'],
  ])('keeps %j a text', (text, xml) => {
    expect(escaped(text)).toBe(xml);
  });

  it('lets nothing out of a voice’s name either', () => {
    expect(ssmlOf('Hi', { ...plain, voice: '"/><x y="' })).toContain(
      '<voice name="&quot;/&gt;&lt;x y=&quot;">',
    );
  });
});
