import { ToolCalls } from './tool-calls';

const piece = (index: number, name: string | undefined, args: string) => ({
  index,
  function: { ...(name === undefined ? {} : { name }), arguments: args },
});

describe('Tool calls that stream in', () => {
  it('are put together by their index', () => {
    const calls = new ToolCalls(['end_call', 'take_message']);
    calls.add([piece(0, 'take_message', '{"text":')]);
    calls.add([piece(1, 'end_call', ''), piece(0, undefined, '"call back"}')]);
    expect(calls.complete()).toEqual([
      { type: 'tool-call', name: 'take_message', arguments: { text: 'call back' } },
      { type: 'tool-call', name: 'end_call', arguments: {} },
    ]);
  });

  it.each([
    ['that were not offered', 'transfer_call', '{"reason":"x"}'],
    ['without what they are about', 'take_message', '{}'],
    ['whose arguments were cut off', 'take_message', '{"text": "call'],
    ['whose arguments are no object', 'take_message', '"text"'],
  ])('%s are left out', (_, name, json) => {
    const calls = new ToolCalls(['take_message']);
    calls.add([piece(0, name, json)]);
    expect(calls.complete()).toEqual([]);
  });

  it('hold plain values of a sane length, and are few', () => {
    const calls = new ToolCalls(['take_message']);
    const json = JSON.stringify({ text: 'x'.repeat(5000), deep: { er: 1 }, urgent: true });
    for (let i = 0; i < 20; i++) calls.add([piece(i, 'take_message', json)]);
    const complete = calls.complete();
    expect(complete).toHaveLength(8);
    expect(complete[0]!.arguments).toEqual({ text: 'x'.repeat(2000), urgent: true });
  });
});
