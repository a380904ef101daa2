import type { CallClient } from '@app/client';
import { CallerVoice, send, silence, speak } from './support/caller-voice';
import { Service, eventually } from './support/service';

/** Everything the assistant said, part by part, until the reply's last part. */
async function reply(call: CallClient): Promise<string> {
  const parts: string[] = [];
  const stop = call.on('ai_response', message => void parts.push(message.data.text));
  await call.next('ai_response', message => message.data.isLast);
  stop();
  return parts.join(' ');
}

describe('A call with the embedded engines', () => {
  let service: Service;
  let voice: CallerVoice;

  beforeAll(async () => {
    service = await Service.start();
    voice = await CallerVoice.create();
  });
  afterAll(async () => {
    await voice.close();
    await service.stop();
  });

  it('hears, answers on the topic, and tells the stages in order', async () => {
    const call = await service.call();
    const stages: string[] = [];
    call.on('processing_status', message => void stages.push(message.data.stage));
    let audio = 0;
    call.on('audio', frame => void (audio += frame.length));
    const answered = reply(call);
    const transcript = call.next('transcript', message => message.data.isFinal);
    const completed = call.next('processing_status', message => message.data.stage === 'completed');
    speak(call, await voice.say('hello i am calling about your car insurance'));
    expect((await transcript).data.text).toContain('car insurance');
    expect(await answered).toMatch(/insurance/i);
    await completed;
    expect(stages).toEqual([
      'audio_preprocessing',
      'speech_to_text',
      'ai_generation',
      'text_to_speech',
      'completed',
    ]);
    expect(audio).toBeGreaterThan(16_000 * 2 * 2);
    expect(await call.end()).toEqual({ code: 1000, reason: 'caller' });
  });

  it('goes on to the end: the assistant says goodbye, tells that the session ended, and closes with 1000', async () => {
    const call = await service.call();
    const offer = await voice.say('hello i am calling about your car insurance');
    let last = '';
    const ended = call.next('session_ended');
    for (let turn = 0; turn < 4; turn++) {
      const message = call.next('ai_response', each => each.data.isLast);
      const completed = call.next('processing_status', each => each.data.stage === 'completed');
      // The last turn ends the call instead.
      completed.catch(() => undefined);
      speak(call, offer);
      const { data } = await message;
      last = data.text;
      if (data.shouldTerminate) break;
      // Let the reply be heard out, so that the next turn is a new one.
      await completed;
    }
    expect(last).not.toBe('');
    expect((await ended).data).toMatchObject({ reason: 'assistant', report: { interruptions: 0 } });
    expect(await call.closed).toEqual({ code: 1000, reason: 'assistant' });
  });

  it('stops when the caller interrupts, and tells what was heard', async () => {
    const call = await service.call();
    let frames = 0;
    call.on('audio', () => void frames++);
    speak(call, await voice.say('hello i am calling about your car insurance'));
    // They are sent ahead of what is heard.
    await eventually('some of the reply is heard', () => frames > 40, 20_000);
    const cleared = call.next('audio_clear');
    const answered = call.next('ai_response');
    send(call, await voice.say('this is about a loan'));
    send(call, silence(600));
    const { data } = await cleared;
    expect(data.heardMs).toBeGreaterThan(300);
    expect(data.heardMs).toBeLessThan(frames * 20 + 100);
    expect((await answered).data.turnId).not.toBe(data.turnId);
    await call.end();
  });

  it('understands what is typed, and keys', async () => {
    const call = await service.call();
    const typed = reply(call);
    call.text('i am calling about your car insurance');
    expect(await typed).toMatch(/insurance/i);
    call.interrupt();
    const keyed = reply(call);
    call.dtmf('9');
    expect(await keyed).not.toBe('');
    expect(await call.closed).toMatchObject({ code: 1000 });
  });
});
