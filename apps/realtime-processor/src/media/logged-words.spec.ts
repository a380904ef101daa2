import type { CallOut } from '@app/conversation';
import type { CallEvent, CallId } from '@app/core';
import { LoggedWords } from './logged-words';

const final = (text: string, isFinal = true): CallEvent => ({
  type: 'transcript',
  text,
  isFinal,
  confidence: 1,
  language: 'en-US',
  startMs: 0,
  endMs: 100,
});

describe('LoggedWords', () => {
  it('writes what the caller said when it is clear, and hands everything on', () => {
    const written: unknown[] = [];
    const events: CallEvent[] = [];
    const out: CallOut = { frame: () => undefined, event: event => events.push(event) };
    const words = new LoggedWords(out, () => 'c' as CallId, { log: line => void written.push(line) });
    words.event(final('hel', false));
    words.event(final('hello'));
    words.event({ type: 'mark', name: 'm', status: 'played' });
    expect(written).toEqual([{ callId: 'c', who: 'caller', text: 'hello', msg: 'said' }]);
    expect(events).toHaveLength(3);
  });
});
