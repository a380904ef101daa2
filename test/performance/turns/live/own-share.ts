import { connect } from '@app/client';
import type { CallClient } from '@app/client';
import { seeded } from '../../vad/random';
import type { SpokenRecording } from '../aligned-words';
import { Line, lines } from '../line';
import { playRecording } from '../spoken-turn';
import { idleLateness } from './idle-timers';
import { LiveCaller } from './live-caller';
import { Pacer } from './pacer';
import { ServiceProcess } from './service-process';

/** Everything of a turn that is not the gateway's: a silence of known length, and three providers that only wait. */
const WAITS = { endpoint: 450, speechToText: 30, reply: 100, textToSpeech: 80 } as const;
const ENVIRONMENT = {
  LOG_LEVEL: 'warn',
  STT_PROVIDER: 'simulated',
  AI_PROVIDER: 'simulated',
  TTS_PROVIDER: 'simulated',
  ENDPOINTING_STRATEGY: 'fixed',
  ENDPOINTING_SILENCE_MS: String(WAITS.endpoint),
  SPECULATION_MAX_PER_TURN: '0',
  SIMULATED_STT_FINAL_MS: String(WAITS.speechToText),
  SIMULATED_AI_FIRST_TOKEN_MS: String(WAITS.reply),
  SIMULATED_AI_TOKEN_INTERVAL_MS: '0',
  SIMULATED_AI_TEXT: 'Certainly. ',
  SIMULATED_TTS_FIRST_MS: String(WAITS.textToSpeech),
};
/** A recording with a pause near the endpoint is two turns. */
const LONGEST_PAUSE_MS = 300;
const RATE = 16_000;
/** Of the endpoint's silence the detector waits this long; a timer waits the rest. */
const HANGOVER_MS = 200;

export interface OwnShare {
  readonly calls: number;
  /** By the driver's clock, both sockets and the endpoint's timer included: voice-to-voice less all waits. */
  readonly whole: readonly number[];
  /** By the service's clock: from the endpoint to the first audio, less the providers' delays. */
  readonly afterEndpoint: readonly number[];
  /** How late the timers behind those waits are in an idle process; it was taken off of both. */
  readonly idleLateMs: number;
  /** How late the driver's frames were. */
  readonly driverLateMs: readonly number[];
}

/** The built service in a process of its own, and so many callers in this one who speak recordings in real time. */
export async function measureOwnShare(
  recordings: readonly SpokenRecording[],
  calls: number,
  seconds: number,
  seed: number,
): Promise<OwnShare> {
  const sayings = recordings
    .map(recording => playRecording(recording, RATE))
    .filter(({ pauses }) => pauses.every(ms => ms < LONGEST_PAUSE_MS))
    .map(({ pcm }) => pcm);
  const providers: readonly number[] = [WAITS.speechToText, WAITS.reply, WAITS.textToSpeech];
  const providersLateMs = await idleLateness(providers);
  const idleLateMs = providersLateMs + (await idleLateness([WAITS.endpoint - HANGOVER_MS]));
  const service = await ServiceProcess.start(ENVIRONMENT);
  try {
    const clients: CallClient[] = [];
    for (let i = 0; i < calls; i++) {
      clients.push(
        await connect(service.url, { token: 'valid_bench_any', callId: `bench-${i}`, audio: 'pcm16' }),
      );
    }
    const reports = clients.map(client => client.next('session_ended'));
    const callers = clients.map(
      (client, i) => new LiveCaller(client, new Line(lines[0]!, seed + i), sayings, seeded(seed + i)),
    );
    const pacer = new Pacer(callers);
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    pacer.stop();
    await Promise.all(clients.map(client => client.end()));
    const waited = providers.reduce((sum, wait) => sum + wait) + providersLateMs;
    const endpoint = WAITS.endpoint + idleLateMs - providersLateMs;
    return {
      calls,
      idleLateMs,
      whole: callers.flatMap(({ turns }) =>
        turns.map(({ lastSoundAt, firstAudioAt }) => firstAudioAt - lastSoundAt - endpoint - waited),
      ),
      afterEndpoint: (await Promise.all(reports)).flatMap(({ data }) =>
        data.report.latencies.firstAudioMs.map(ms => ms - waited),
      ),
      driverLateMs: pacer.lateMs,
    };
  } finally {
    await service.stop();
  }
}
