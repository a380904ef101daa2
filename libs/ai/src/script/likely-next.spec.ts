import { defaultSettings, unhurried } from '@app/core';
import type { CallId, CallerInput, ReplyEvent } from '@app/core';
import { collect, testScope } from '@app/testing';
import { fixedAnswers } from './likely-next';
import { loadScript } from './load';
import { ScriptReplies } from './script-replies';

const script = loadScript();

describe('what the script would say next', () => {
  const answer = async (engine: ScriptReplies, turn: number, text: string): Promise<string> => {
    const input: CallerInput = { kind: 'speech', text, confidence: 1 };
    const request = { ...unhurried, turn, input, history: [], settings: defaultSettings };
    const events: ReplyEvent[] = await collect(engine.reply(request, testScope().scope));
    return events
      .map(event => (event.type === 'text' ? event.text : ''))
      .join('')
      .trim();
  };

  it('holds what it does say then', async () => {
    const engine = new ScriptReplies(script);
    const { callId } = testScope().scope;
    let turn = 0;
    for (const said of ['do you need car insurance', 'do you need car insurance', 'gibberish of some kind']) {
      const expected = engine.likelyNext(callId, defaultSettings);
      expect(expected).toContain(await answer(engine, ++turn, said));
    }
  });

  it('holds nothing twice and nothing with a hole in it', () => {
    const texts = new ScriptReplies(script).likelyNext('new' as CallId, defaultSettings);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.join()).not.toMatch(/[{}]/);
  });

  it('is among the answers that never change', async () => {
    const fixed = fixedAnswers(script, defaultSettings);
    expect(fixed).toContain(await answer(new ScriptReplies(script), 1, 'hello'));
    expect(fixed.join()).not.toMatch(/\p{Script=Han}|[{}]/u);
    expect(fixedAnswers(script, { ...defaultSettings, language: 'zh-CN' }).join()).toMatch(/\p{Script=Han}/u);
  });
});
