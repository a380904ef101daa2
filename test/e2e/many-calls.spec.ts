import { bytesFromPcm } from '@app/audio';
import { ConnectionRefused } from '@app/client';
import type { CallClient } from '@app/client';
import { TurnsInProgress } from '@app/conversation';
import { CallerVoice, send, silence, speak } from './support/caller-voice';
import { Service, eventually } from './support/service';

/** What each of fifteen callers says, and what the answer must be about. */
const SAYINGS = [
  'hello i am calling about your car insurance',
  'you have been approved for a loan',
  'are you looking for a new job',
  'this is the dental clinic calling',
  'do you have solar panels on your roof',
];

/**
 * Speaks as a telephone does, a frame every 20 ms, after so many frames of silence: all are in the call at once, but
 * begin one after the other, because fifteen recognisers at full speed are more than two cores have.
 */
async function stream(call: CallClient, words: Int16Array, framesBefore: number): Promise<void> {
  const pcm = Int16Array.from([...new Int16Array(320 * framesBefore), ...words, ...silence(800)]);
  const begun = performance.now();
  for (let frame = 0; (frame + 1) * 320 <= pcm.length; frame++) {
    const due = begun + frame * 20 - performance.now();
    if (due > 0) await new Promise(resolve => setTimeout(resolve, due));
    call.sendAudio(bytesFromPcm(pcm.slice(frame * 320, (frame + 1) * 320)));
  }
}

describe('Many calls', () => {
  let service: Service;
  let voice: CallerVoice;
  beforeAll(async () => {
    // The last of them speaks after ten seconds; on a busy machine that is long.
    service = await Service.start({ EMBEDDED_MAX_CALLS: '15', CALLER_SILENCE_PROMPT_MS: '60000' });
    voice = await CallerVoice.create();
  });
  afterEach(() => service.endCalls());
  afterAll(async () => {
    await voice.close();
    await service.stop();
  });

  it('fifteen at once hear their own words and nobody else’s; the sixteenth is refused, and has a place afterwards', async () => {
    const spoken = await Promise.all(SAYINGS.map(saying => voice.say(saying)));
    const calls = await Promise.all(
      Array.from({ length: 15 }, (_, i) => service.call({ callId: `caller-${i}` })),
    );
    const refused = await service.call({ callId: 'caller-15' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConnectionRefused);
    expect(refused).toMatchObject({ status: 503, code: 'busy', retryAfterMs: 2000 });

    const heard = calls.map(call => call.next('transcript', message => message.data.isFinal));
    const answers = calls.map(call => call.next('ai_response', message => message.data.source !== 'cache'));
    const streams = calls.map((call, i) => stream(call, spoken[i % SAYINGS.length]!, 100 + i * 30));
    const transcripts = (await Promise.all(heard)).map(message => message.data.text);
    await Promise.all(streams);
    const replies = await Promise.all(answers);
    expect(transcripts).toEqual(calls.map((_, i) => SAYINGS[i % SAYINGS.length]));
    for (const [i, reply] of replies.entries()) {
      expect(reply.callId).toBe(`caller-${i}`);
      expect(reply.data.text).toBe(replies[i % SAYINGS.length]!.data.text);
    }
    await Promise.all(calls.map(call => call.end()));
    const again = await service.call({ callId: 'caller-15' });
    await again.end();
  }, 60_000);

  it('a client that vanishes at any moment leaves nothing behind', async () => {
    const phrase = await voice.say(SAYINGS[0]!);
    const moments: ((call: CallClient) => Promise<unknown>)[] = [
      async () => undefined,
      call => {
        send(call, phrase.subarray(0, 8000));
        return call.next('speech_started');
      },
      call => {
        speak(call, phrase);
        return call.next('processing_status', message => message.data.stage === 'audio_preprocessing');
      },
      call => {
        speak(call, phrase);
        return call.next('processing_status', message => message.data.stage === 'ai_generation');
      },
      call => {
        speak(call, phrase);
        return call.next('ai_response', message => message.data.source !== 'cache');
      },
      async call => {
        speak(call, phrase);
        await call.next('ai_response', message => message.data.source !== 'cache');
        send(call, phrase);
        return call.next('audio_clear');
      },
    ];
    for (const moment of moments) {
      const call = await service.call();
      await moment(call);
      call.vanish();
      await eventually('the call is forgotten', () => service.registry.live.size === 0);
      expect(service.app.get(TurnsInProgress).size).toBe(0);
    }
    // Every place is free again: fifteen calls fit, as at the start.
    const calls = await Promise.all(Array.from({ length: 15 }, () => service.call()));
    await Promise.all(calls.map(call => call.end()));
    const { body } = await service.get('/metrics');
    expect(String(body)).toMatch(/^realtime_calls_active 0$/m);
  });

  it('a caller who goes silent for good is told so and let go', async () => {
    const impatient = await Service.start({ IDLE_TIMEOUT_MS: '1000', STT_PROVIDER: 'simulated' });
    const call = await impatient.call();
    send(call, silence(100));
    const ended = call.next('session_ended');
    expect((await ended).data.reason).toBe('idle');
    expect(await call.closed).toEqual({ code: 4408, reason: 'idle' });
    await impatient.stop();
  });
});
