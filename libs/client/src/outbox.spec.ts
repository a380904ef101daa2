import { Outbox } from './outbox';

const text = (words: string): { type: 'text_input'; text: string } => ({ type: 'text_input', text: words });

describe('What a lost connection may not have taken', () => {
  it('is sent again with a receipt to be had, in order, and not what was taken', () => {
    const outbox = new Outbox();
    const [first, second] = [outbox.keep(text('one')), outbox.keep(text('two'))];
    expect(first).toEqual({ type: 'heartbeat', eventId: 'taken:1' });
    expect(outbox.taken('taken:1')).toBe(true);
    expect(outbox.unsent().messages).toEqual([text('two'), second]);
    expect(outbox.taken('taken:2')).toBe(true);
    expect(outbox.unsent().messages).toEqual([]);
  });

  it('is nothing that means something only now', () => {
    const outbox = new Outbox();
    expect(outbox.keep({ type: 'interrupt' })).toBeNull();
    expect(outbox.keep({ type: 'heartbeat', eventId: 'mine' })).toBeNull();
    expect(outbox.taken('mine')).toBe(false);
    expect(outbox.taken(null)).toBe(false);
    expect(outbox.unsent()).toEqual({ messages: [], audio: [] });
  });

  it('does not grow: of audio the last seconds are kept, of messages the last ones', () => {
    const outbox = new Outbox();
    for (let i = 0; i < 300; i++) {
      outbox.keepAudio(new Uint8Array(640).fill(i % 256));
      outbox.keep(text(String(i)));
    }
    const { messages, audio } = outbox.unsent();
    expect(messages[0]).toEqual(text('236'));
    expect(audio.length * 640).toBeLessThanOrEqual(128 * 1024);
    expect(audio.at(-1)?.[0]).toBe(299 % 256);
    expect(outbox.unsent().audio).toEqual([]);
  });
});
