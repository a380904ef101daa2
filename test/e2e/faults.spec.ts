import { Faults } from '@app/telemetry';
import type { CallId } from '@app/core';
import type { CallClient } from '@app/client';
import { recording, speak } from './support/caller-voice';
import { Service } from './support/service';

const HEARD = 'hello there';
const ANSWER = 'So it is.';

/** What a call was understood to say, what it was answered, and how loud that was. */
interface Turn {
  readonly heard: string;
  readonly answered: string;
  readonly peak: number;
}

describe('Faults that an operator orders for one call', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({
      STT_PROVIDER: 'simulated',
      SIMULATED_STT_TEXT: HEARD,
      AI_PROVIDER: 'simulated',
      SIMULATED_AI_TEXT: ANSWER,
      TTS_PROVIDER: 'simulated',
      // However slow this machine is, nothing stands in for the answer.
      TARGET_TOTAL_PIPELINE_LATENCY: '20000',
      PROCESSING_TIMEOUT: '20000',
    });
  });
  const others = Array.from({ length: 100 }, (_, n) => `other-${n}` as CallId);
  afterEach(async () => {
    for (const other of others) service.app.get(Faults).forget(other);
    await service.endCalls();
  });
  afterAll(() => service.stop());

  const order = (callId: string, faults: readonly object[]): Promise<Response> =>
    service.put(`/admin/faults/${callId}`, { faults });

  async function oneTurn(call: CallClient): Promise<Turn> {
    let peak = 0;
    const stop = call.on('audio', frame => {
      const { buffer, byteOffset, byteLength } = frame;
      for (const sample of new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength)))
        peak = Math.max(peak, Math.abs(sample));
    });
    const transcript = call.next('transcript', ({ data }) => data.isFinal);
    const answer = call.next('ai_response');
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    speak(call, recording('jfk.wav').subarray(0, 32_000));
    const [heard, answered] = [(await transcript).data.text, (await answer).data.text];
    await completed;
    stop();
    return { heard, answered, peak };
  }

  it('garble the stage that is named, of the call that is named, until they are lifted', async () => {
    const well = await service.call({ callId: 'well' });
    const ill = await service.call({ callId: 'ill' });
    const { peak } = await oneTurn(well);
    expect(peak).toBeGreaterThan(500);
    expect(peak).toBeLessThan(1500);
    const whole = { heard: HEARD, answered: ANSWER };
    const garbled = (text: string): string => text.replaceAll(/\w/g, 'x');

    const ordered = await order('ill', [{ stage: 'speech_to_text', kind: 'garble' }]);
    expect([ordered.status, await ordered.json()]).toEqual([
      200,
      { faults: [{ stage: 'speech_to_text', kind: 'garble', delayMs: 1000 }] },
    ]);
    expect(await oneTurn(ill)).toMatchObject({ ...whole, heard: garbled(HEARD) });

    await order('ill', [{ stage: 'ai_generation', kind: 'garble' }]);
    expect(await oneTurn(ill)).toMatchObject({ ...whole, answered: garbled(ANSWER) });

    await order('ill', [{ stage: 'text_to_speech', kind: 'garble' }]);
    const noisy = await oneTurn(ill);
    expect(noisy).toMatchObject(whole);
    expect(noisy.peak).toBeGreaterThan(3000);

    expect(await oneTurn(well)).toEqual({ ...whole, peak });
    await order('ill', []);
    expect(await oneTurn(ill)).toEqual({ ...whole, peak });
  });

  it('are refused for a call that is not there, and for a stage that is none', async () => {
    expect((await order('nobody', [])).status).toBe(404);
    const refused = await order('nobody', [{ stage: 'all', kind: 'fail' }]);
    const message = expect.stringContaining('speech_to_text, ai_generation, text_to_speech') as string;
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { statusCode: 400, code: 'bad_request', message, errors: [{ field: 'faults.0.stage', message }] },
    ]);
  });

  it('are refused with the reason where a hundred calls have some, and taken when one of them ended', async () => {
    await service.call({ callId: 'one-too-many' });
    const faults = service.app.get(Faults);
    for (const other of others) faults.order(other, [{ stage: 'ai_generation', kind: 'fail', delayMs: 1 }]);
    const fails = [{ stage: 'ai_generation', kind: 'fail' }];
    const refused = await order('one-too-many', fails);
    expect([refused.status, await refused.json()]).toEqual([
      409,
      {
        statusCode: 409,
        code: 'conflict',
        message: '100 calls have faults already: lift those of another first',
      },
    ]);
    faults.forget(others[0]!);
    expect((await order('one-too-many', fails)).status).toBe(200);
  });
});
