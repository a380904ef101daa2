import type { CallId } from '@app/core';
import { callId, Wire } from './native.spec-kit';

describe('control messages', () => {
  it.each([
    [
      { type: 'text_input', text: 'who is there?' },
      { type: 'text', text: 'who is there?' },
    ],
    [{ type: 'interrupt', callId }, { type: 'interrupt' }],
    [
      { type: 'mark', name: 'm' },
      { type: 'mark', name: 'm' },
    ],
    [
      { type: 'dtmf', digit: '#' },
      { type: 'dtmf', digit: '#', durationMs: 100 },
    ],
    [
      { type: 'dtmf', digit: '5', durationMs: 250 },
      { type: 'dtmf', digit: '5', durationMs: 250 },
    ],
    [
      { type: 'end_call', reason: 'bored' },
      { type: 'end', reason: 'caller' },
    ],
    [
      { type: 'session_update', eventId: 'e' },
      { type: 'update', patch: {}, token: null, eventId: 'e' },
    ],
    [
      {
        type: 'session_update',
        language: 'zh-CN',
        voice: null,
        interruptible: false,
        endpointing: { maxSilenceMs: 900 },
        profile: { owner: 'Ada', vip: true, age: 36 },
      },
      {
        type: 'update',
        patch: {
          language: 'zh-CN',
          voice: null,
          interruptible: false,
          endpointing: { maxSilenceMs: 900 },
          profile: { owner: 'Ada', vip: true, age: 36 },
        },
        token: null,
        eventId: null,
      },
    ],
    [
      { type: 'session_update', token: 'a.new.one', language: 'en-GB' },
      { type: 'update', patch: { language: 'en-GB' }, token: 'a.new.one', eventId: null },
    ],
  ])('%j asks of the call what it says', (message, command) => {
    const wire = new Wire().send(message);
    expect(wire.commands).toEqual([command]);
    expect(wire.answers).toEqual([]);
  });

  it('a heartbeat is answered at once, with its eventId', () => {
    const wire = new Wire().send({ type: 'heartbeat', eventId: 'h-7' }).send({ type: 'heartbeat' });
    expect(wire.answers.map(answer => [answer.type, answer.seq, answer.data])).toEqual([
      ['heartbeat', 1, { eventId: 'h-7' }],
      ['heartbeat', 2, { eventId: null }],
    ]);
    expect(wire.commands).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello', 'bad_json', null],
    ['NaN, which is not JSON', '{"type":"dtmf","digit":"1","durationMs":NaN}', 'bad_json', null],
    ['200 KB of open brackets', '['.repeat(200_000), 'bad_json', null],
    ['deep nesting', `{"type":"mark","name":${'['.repeat(9)}1${']'.repeat(9)}}`, 'bad_message', null],
    ['100 KB of nesting', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'bad_message', null],
    ['a list', '[]', 'bad_message', null],
    ['a number', '5', 'bad_message', null],
    ['null', 'null', 'bad_message', null],
    ['no type', {}, 'bad_message', 'type'],
    ['a type that is no text', { type: 7 }, 'bad_message', 'type'],
    ['an unknown type', { type: 'shout' }, 'unknown_type', 'type'],
    ['a type with a meaning to JavaScript', { type: 'toString' }, 'unknown_type', 'type'],
    ['another call', { type: 'interrupt', callId: 'other' }, 'wrong_call', 'callId'],
    ['a call id that cannot be one', { type: 'interrupt', callId: 'a b' }, 'bad_message', 'callId'],
    ['a call id that is no text', { type: 'interrupt', callId: 5 }, 'bad_message', 'callId'],
    ['an unknown field', { type: 'interrupt', loud: true }, 'bad_message', 'loud'],
    ['a number as eventId', { type: 'interrupt', eventId: 5 }, 'bad_message', 'eventId'],
    ['an endless timestamp', '{"type":"interrupt","timestamp":1e999}', 'bad_message', 'timestamp'],
    ['no text', { type: 'text_input' }, 'bad_message', 'text'],
    ['empty text', { type: 'text_input', text: '' }, 'bad_message', 'text'],
    ['a text that is a list', { type: 'text_input', text: ['a'] }, 'bad_message', 'text'],
    ['a long text', { type: 'text_input', text: 'x'.repeat(4097) }, 'bad_message', 'text'],
    ['a mark without name', { type: 'mark' }, 'bad_message', 'name'],
    ['no digit', { type: 'dtmf' }, 'bad_message', 'digit'],
    ['two digits', { type: 'dtmf', digit: '12' }, 'bad_message', 'digit'],
    ['a digit in a list', { type: 'dtmf', digit: ['1'] }, 'bad_message', 'digit'],
    ['a negative keypress', { type: 'dtmf', digit: '1', durationMs: -5 }, 'bad_message', 'durationMs'],
    ['a reason that is an object', { type: 'end_call', reason: {} }, 'bad_message', 'reason'],
    ['no language', { type: 'session_update', language: 'englisch!' }, 'bad_message', 'language'],
    ['a null language', { type: 'session_update', language: null }, 'bad_message', 'language'],
    ['a voice that is a number', { type: 'session_update', voice: 1 }, 'bad_message', 'voice'],
    [
      'instructions too long',
      { type: 'session_update', instructions: 'x'.repeat(8193) },
      'bad_message',
      'instructions',
    ],
    [
      'a greeting too long',
      { type: 'session_update', greeting: 'x'.repeat(1025) },
      'bad_message',
      'greeting',
    ],
    ['maybe interruptible', { type: 'session_update', interruptible: 'yes' }, 'bad_message', 'interruptible'],
    ['endpointing as a number', { type: 'session_update', endpointing: 5 }, 'bad_message', 'endpointing'],
    ['endpointing as a list', { type: 'session_update', endpointing: [{}] }, 'bad_message', 'endpointing'],
    [
      'a silence of nothing',
      { type: 'session_update', endpointing: { minSilenceMs: 0 } },
      'bad_message',
      'endpointing.minSilenceMs',
    ],
    [
      'an unknown field within',
      { type: 'session_update', endpointing: { patience: 1 } },
      'bad_message',
      'endpointing.patience',
    ],
    [
      'silences in the wrong order',
      { type: 'session_update', endpointing: { minSilenceMs: 900, maxSilenceMs: 800 } },
      'bad_message',
      'endpointing.minSilenceMs',
    ],
    ['a profile with a list', { type: 'session_update', profile: { a: [] } }, 'bad_message', 'profile'],
    ['a profile that is null', { type: 'session_update', profile: null }, 'bad_message', 'profile'],
    ['an empty token', { type: 'session_update', token: '' }, 'bad_message', 'token'],
    ['__proto__', '{"type":"interrupt","__proto__":{"polluted":true}}', 'bad_message', '__proto__'],
    ['a name every object has', '{"type":"interrupt","toString":1}', 'bad_message', 'toString'],
    [
      'constructor within',
      '{"type":"session_update","profile":{"constructor":{"prototype":{"polluted":true}}}}',
      'bad_message',
      'constructor',
    ],
  ])('%s is answered by an error and leaves the call alone', (_, message, code, param) => {
    const wire = new Wire().send(message).send({ type: 'interrupt' });
    expect(wire.faults).toEqual([[code, param]]);
    expect(wire.errors[0]?.fatal).toBe(false);
    expect(wire.commands).toEqual([{ type: 'interrupt' }]);
    expect(wire.violations).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('an error echoes the eventId and says what was wanted', () => {
    const [error] = new Wire().send({ type: 'mark', name: 3, eventId: 'e-9' }).errors;
    expect(error).toMatchObject({ eventId: 'e-9', param: 'name', retryAfterMs: null });
    expect(error?.message).toMatch(/string/);
  });

  it('text that is not UTF-8 is not JSON', () => {
    const wire = new Wire();
    wire.protocol.decode(Uint8Array.of(0x22, 0xff, 0xfe, 0x22), false, wire);
    expect(wire.faults).toEqual([['bad_json', null]]);
  });
});

describe('the call of a connection that is not bound', () => {
  const given = callId;

  it('is the one of the first message', () => {
    const taken: string[] = [];
    const wire = new Wire({ bound: false, onBind: id => taken.push(id) > 0 });
    wire.send({ type: 'interrupt', callId: 'mine' }).send({ type: 'heartbeat', callId: 'mine' });
    wire.send({ type: 'interrupt', callId: 'other' });
    expect(taken).toEqual(['mine']);
    expect(wire.protocol.callId).toBe('mine');
    expect(wire.answers.map(answer => answer.callId)).toEqual(['mine', 'mine']);
    expect(wire.faults).toEqual([['wrong_call', 'callId']]);
  });

  it.each([
    ['a message that names none', (wire: Wire) => wire.send({ type: 'interrupt' })],
    ['a binary frame', (wire: Wire) => wire.sendFrame(new Uint8Array(640))],
  ])('stays the given one after %s', (_, first) => {
    const wire = first(new Wire({ bound: false, onBind: () => true }));
    wire.send({ type: 'interrupt', callId: 'late' });
    expect(wire.protocol.callId).toBe(given);
    expect(wire.faults).toEqual([['wrong_call', 'callId']]);
  });

  it('may be named as it is, without taking it twice', () => {
    const onBind = jest.fn<boolean, [CallId]>(() => false);
    expect(new Wire({ bound: false, onBind }).send({ type: 'interrupt', callId }).errors).toEqual([]);
    expect(onBind).not.toHaveBeenCalled();
  });

  it('cannot be one that is live: the socket closes', () => {
    const wire = new Wire({ bound: false, onBind: () => false });
    wire.send({ type: 'interrupt', callId: 'taken' }).send({ type: 'interrupt' });
    expect(wire.faults).toEqual([['duplicate_call', 'callId']]);
    expect(wire.errors[0]?.fatal).toBe(true);
    expect(wire.violations).toEqual([{ closeCode: 1008, reason: expect.any(String) }]);
    expect(wire.commands).toEqual([]);
  });
});
