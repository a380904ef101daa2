import { RedisServer } from '@app/testing';
import { AzureEmulator } from '../../../../apps/azure-emulator/src/emulator';
import { CallerVoice } from '../../../e2e/support/caller-voice';
import { Service } from '../../../e2e/support/service';
import { Collector } from '../../telemetry/support/collector';
import { Model } from '../../telemetry/support/model';
import { Line } from './line';

const HEARD = 'is this a norwegian blue';
const ANSWER = 'It is a beautiful bird, and it is only resting.';
/** The assistant has been heard for a moment. */
const HEARD_FRAMES = 20;
/** A traced service with Redis, emulated ears and a model, that has calls of every kind. */
export class BusyService {
  private unlucky = 0;

  private constructor(
    readonly service: Service,
    readonly collector: Collector,
    private readonly ears: AzureEmulator,
    private readonly model: Model,
    private readonly redis: RedisServer,
    private readonly voice: CallerVoice,
    private readonly words: Int16Array,
  ) {}

  static async start(): Promise<BusyService> {
    const [ears, redis, collector, model, voice] = await Promise.all([
      AzureEmulator.start({ voice: 'silence' }),
      RedisServer.start(),
      new Collector().start(),
      new Model().start(ANSWER),
      CallerVoice.create(),
    ]);
    const service = await Service.start({
      REDIS_URL: redis.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      STT_PROVIDER: 'azure',
      AZURE_SPEECH_KEY: 'key',
      AZURE_SPEECH_ENDPOINT: ears.speechHost,
      AI_PROVIDER: 'openai,script',
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'sk-none',
      OPENAI_MODEL: 'm',
      SPECULATION_MAX_WASTE: '1',
      // However slow this machine is just now.
      ADMISSION_MAX_LOOP_LAG_MS: '0',
    });
    return new BusyService(service, collector, ears, model, redis, voice, await voice.say(HEARD));
  }

  /** A turn that is interrupted, one that is typed, and one that fails. */
  async round(): Promise<void> {
    await Promise.all([this.interrupted(), this.typed(), this.failed()]);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await Promise.all([
      this.voice.close(),
      this.ears.close(),
      this.collector.stop(),
      this.model.stop(),
      this.redis.close(),
    ]);
  }

  private async interrupted(): Promise<void> {
    const call = await this.service.call();
    let frames = 0;
    let fellSilent = false;
    call.on('audio', () => void frames++);
    call.on('audio_clear', () => void (fellSilent = true));
    this.ears.control.hears(HEARD, HEARD);
    const line = new Line(call);
    await line.say(this.words);
    await line.quietUntil('some of the reply is heard', () => frames > HEARD_FRAMES);
    await line.say(this.words);
    await line.quietUntil('the reply falls silent', () => fellSilent);
    await call.end();
  }

  private async typed(): Promise<void> {
    const call = await this.service.call();
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text(HEARD);
    await completed;
    await call.end();
  }

  private async failed(): Promise<void> {
    const callId = `unlucky-${++this.unlucky}`;
    const call = await this.service.call({ callId });
    const { ok } = await fetch(`${this.service.http}/admin/faults/${callId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: 'Bearer valid_boss_any' },
      body: JSON.stringify({ faults: [{ stage: 'ai_generation', kind: 'fail' }] }),
    });
    if (!ok) throw new Error('no fault was ordered');
    const apologised = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text(HEARD);
    await apologised;
    await call.end();
  }
}
