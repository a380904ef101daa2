import { Service, eventually } from './support/service';

/** 20 ms at 16 kHz. */
const CHUNK = new Uint8Array(640);
const CHUNKS = 10;

/** What an SRE reads of the traffic while calls go on. */
describe('The metrics of a live call', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
  });
  afterAll(() => service.stop());

  const page = async (): Promise<string> => String((await service.get('/metrics')).body);

  const value = async (sample: string): Promise<number> => {
    const line = (await page()).split('\n').find(each => each.startsWith(`${sample} `));
    if (line === undefined) throw new Error(`there is no ${sample}`);
    return Number(line.slice(sample.length));
  };

  it('count its messages, bytes and frames, both ways, and what was thrown away, before it has ended', async () => {
    const call = await service.call({ callId: 'counted' });
    const before = await value('realtime_messages_out_total');
    for (let n = 0; n < CHUNKS; n++) call.sendChunk(CHUNK, { sampleRate: 16_000, sequenceNumber: n });
    // Twice the same, and one that comes after what was to follow it.
    call.sendChunk(CHUNK, { sampleRate: 16_000, sequenceNumber: CHUNKS - 1 });
    call.sendChunk(CHUNK, { sampleRate: 16_000, sequenceNumber: 0 });
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    let frames = 0;
    let bytes = 0;
    call.on('audio', frame => {
      frames++;
      bytes += frame.byteLength;
    });
    call.text('is this a norwegian blue');
    await completed;
    expect(await value('realtime_frames_dropped_total')).toBe(2);
    expect(await value('realtime_frames_in_total')).toBe(CHUNKS);
    expect(await value('realtime_messages_in_total')).toBe(CHUNKS + 3);
    expect(await value('realtime_bytes_in_total')).toBeGreaterThan((CHUNKS + 2) * CHUNK.byteLength);
    expect(frames).toBeGreaterThan(20);
    expect(await value('realtime_frames_out_total')).toBe(frames);
    expect(await value('realtime_messages_out_total')).toBeGreaterThanOrEqual(before + frames);
    expect(await value('realtime_bytes_out_total')).toBeGreaterThan(bytes);
    await call.end();
    await eventually('the call has ended', () => service.registry.live.size === 0);
    expect(await value('realtime_frames_dropped_total')).toBe(2);
  });

  it.each([
    'realtime_queue_size',
    'realtime_queue_waiting{queue="turns"}',
    'realtime_queue_waiting{queue="mp3"}',
    'realtime_queue_waiting{queue="tts:embedded"}',
    'realtime_unsent_bytes',
  ])('have every queue from the start: %s', async sample => {
    expect(await value(sample)).toBe(0);
  });

  it.each(['entries', 'bytes'])('say what is cached, and on which level: %s', async unit => {
    expect(await value(`realtime_cache_size_${unit}{level="memory",namespace="tts"}`)).toBeGreaterThan(0);
  });
});
