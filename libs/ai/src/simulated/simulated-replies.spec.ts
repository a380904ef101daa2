import { Configuration } from '@app/config';
import { defaultSettings, noDeadline, unhurried } from '@app/core';
import type { CallId, ReplyEvent, ReplyRequest } from '@app/core';
import { VirtualClock, describeContract, replyEngineContract } from '@app/testing';
import { simulatedReplies } from './provider';
import { validateSync } from 'class-validator';
import { SimulatedAiSettings } from './simulated-ai-settings';
import { SimulatedReplies } from './simulated-replies';

describeContract('simulated replies as a reply engine', replyEngineContract, {
  async make() {
    const clock = new VirtualClock();
    return {
      engine: new SimulatedReplies(new SimulatedAiSettings(), clock),
      pass: ms => clock.run(ms),
      held: () => clock.active,
    };
  },
});

const request: ReplyRequest = {
  ...unhurried,
  input: { kind: 'text', text: 'are you there' },
  turn: 1,
  history: [],
  settings: defaultSettings,
};

async function timed(environment: Record<string, string>): Promise<[number, ReplyEvent][]> {
  const clock = new VirtualClock();
  const settings = Configuration.load([SimulatedAiSettings], environment).get(SimulatedAiSettings);
  const make = await simulatedReplies.load();
  const engine = await make(settings, { clock, phrases: [], warn: () => undefined });
  const scope = { callId: 'call-1' as CallId, signal: new AbortController().signal, deadline: noDeadline };
  const events: [number, ReplyEvent][] = [];
  const reading = (async () => {
    for await (const event of engine.reply(request, scope)) events.push([clock.now(), event]);
  })();
  await clock.run(2000, 10);
  await reading;
  return events;
}

describe('simulated replies', () => {
  it('think, then write word by word, as long as the environment says', async () => {
    const events = await timed({
      SIMULATED_AI_FIRST_TOKEN_MS: '200',
      SIMULATED_AI_TOKEN_INTERVAL_MS: '50',
      SIMULATED_AI_TEXT: 'No, thank you.',
    });
    expect(events).toEqual([
      [200, { type: 'text', text: 'No, ', source: 'model' }],
      [250, { type: 'text', text: 'thank ', source: 'model' }],
      [300, { type: 'text', text: 'you.', source: 'model' }],
      [300, { type: 'usage', inputTokens: 3, outputTokens: 3 }],
    ]);
  });

  it('think for 300 ms unless told otherwise', async () => {
    expect((await timed({}))[0]?.[0]).toBe(300);
  });

  it('write Chinese character by character', async () => {
    const events = await timed({ SIMULATED_AI_TEXT: '不用了，谢谢。' });
    const texts = events.flatMap(([, event]) => (event.type === 'text' ? [event.text] : []));
    expect(texts).toEqual(['不', '用', '了，', '谢', '谢。']);
  });

  it('refuse a text without a word at boot', () => {
    const load = (text: string): Configuration =>
      Configuration.load([SimulatedAiSettings], { SIMULATED_AI_TEXT: text });
    expect(() => load('...')).toThrow(/SIMULATED_AI_TEXT: must hold at least one word/);
    expect(load('好').get(SimulatedAiSettings).text).toBe('好');
  });

  it('find no word in an empty text, and keep the default where the variable is empty', () => {
    const empty = Object.assign(new SimulatedAiSettings(), { text: ' ' });
    expect(validateSync(empty)).toMatchObject([{ property: 'text' }]);
    expect(
      Configuration.load([SimulatedAiSettings], { SIMULATED_AI_TEXT: '' }).get(SimulatedAiSettings).text,
    ).toBe(new SimulatedAiSettings().text);
  });

  it('refuse a time that is none', () => {
    expect(() => Configuration.load([SimulatedAiSettings], { SIMULATED_AI_FIRST_TOKEN_MS: 'soon' })).toThrow(
      /SIMULATED_AI_FIRST_TOKEN_MS: must be a whole number/,
    );
  });
});
