import { chunk, Wire } from './native.spec-kit';

const policy = { closeCode: 1008, reason: expect.any(String) };

describe('framing violations', () => {
  it('close the socket when they come three in a row', () => {
    const wire = new Wire()
      .send('{')
      .send(chunk({ audioData: '???' }))
      .send('nonsense')
      .send('more');
    expect(wire.errors.map(error => [error.code, error.fatal])).toEqual([
      ['bad_json', false],
      ['bad_audio', false],
      ['bad_json', true],
    ]);
    expect(wire.violations).toEqual([policy]);
  });

  it.each([
    ['a good message', (wire: Wire) => wire.send({ type: 'interrupt' })],
    ['a good frame', (wire: Wire) => wire.sendFrame(new Uint8Array(640))],
    ['a message with a bad field only', (wire: Wire) => wire.send({ type: 'mark' })],
  ])('are forgiven after %s', (_, good) => {
    const wire = new Wire();
    for (let round = 0; round < 5; round++) good(wire.send('{').send('{'));
    expect(wire.violations).toEqual([]);
  });

  it.each([
    ['text above 256 KiB', (wire: Wire) => wire.send('x'.repeat(256 * 1024 + 1))],
    ['a frame above 64 KiB', (wire: Wire) => wire.sendFrame(new Uint8Array(64 * 1024 + 2))],
  ])('%s closes at once', (_, send) => {
    const wire = send(new Wire());
    expect(wire.errors).toMatchObject([{ code: 'too_large', fatal: true }]);
    expect(wire.violations).toEqual([{ closeCode: 1009, reason: expect.any(String) }]);
  });

  it('nothing is taken after the end', () => {
    const wire = new Wire();
    wire.protocol.close();
    wire.send({ type: 'interrupt' }).send('{').sendFrame(new Uint8Array(640));
    expect([wire.commands, wire.heard, wire.answers]).toEqual([[], [], []]);
  });
});
