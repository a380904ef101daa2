import fc from 'fast-check';
import { callId, chunk, Wire } from './native.spec-kit';

const good: string[] = [
  chunk(),
  {
    type: 'session_update',
    eventId: 'e',
    language: 'en-US',
    endpointing: { minSilenceMs: 300 },
    profile: { a: 1 },
  },
  { type: 'text_input', text: 'hello' },
  { type: 'interrupt', callId },
  { type: 'mark', name: 'm' },
  { type: 'dtmf', digit: '1', durationMs: 100 },
  { type: 'heartbeat', eventId: 'h' },
  { type: 'end_call', reason: 'r' },
].map(message => JSON.stringify(message));

/** What takes the place of a value. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map(json => ({ json })),
  fc
    .constantFrom('-1', '1e999', '{"__proto__":{"x":1}}', '[[[[[[[[]]]]]]]]', '""', 'NaN')
    .map(text => ({ raw: text })),
);

const cut = fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 10, unit: 'binary' }));

/** A good message with one value replaced, or with a piece of its text replaced. */
const mutated = fc.oneof(
  fc.tuple(fc.constantFrom(...good), fc.nat(), odd).map(([text, at, value]) => {
    const message = JSON.parse(text) as Record<string, unknown>;
    const names = Object.keys(message);
    const name = names[at % names.length]!;
    const raw = 'raw' in value ? value.raw : JSON.stringify(value.json);
    return JSON.stringify({ ...message, [name]: '\u0001' }).replace('"\\u0001"', () => raw);
  }),
  fc.tuple(fc.constantFrom(...good), cut).map(([text, [at, length, instead]]) => {
    const from = at % text.length;
    return text.slice(0, from) + instead + text.slice(from + length);
  }),
  fc
    .tuple(
      fc.constantFrom(...good),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'extra'),
      fc.jsonValue(),
    )
    .map(([text, name, value]) => `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`),
);

describe('5,000 messages gone wrong', () => {
  it('are each heard, obeyed or answered, and never thrown on', () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated, text => {
        const wire = new Wire().send(text);
        const outcomes = wire.heard.length + wire.commands.length + wire.answers.length;
        expect(outcomes).toBe(1);
        refused += wire.errors.length;
        for (const { pcm, sampleRate } of wire.heard) {
          expect(sampleRate).toBeGreaterThanOrEqual(8000);
          expect(pcm.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 5000, seed: 20260101 },
    );
    expect(refused).toBeGreaterThan(2000);
  });

  it('nor are bytes of any kind, text or binary', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isBinary) => {
        const wire = new Wire();
        wire.protocol.decode(bytes, isBinary, wire);
        expect(wire.heard.length + wire.commands.length + wire.answers.length).toBe(1);
      }),
      { numRuns: 2000, seed: 20260102 },
    );
  });
});
