import { PlayoutTicker } from '@app/conversation';
import { Configuration } from '@app/config';
import { systemClock } from '@app/core';
import { loadEngine, vadFragments } from '@app/vad';
import { Pacer } from '../turns/live/pacer';
import { AzureCall } from './azure-call';
import type { EmulatorProcess } from './emulator-process';
import { azureProviders } from './providers';
import type { TimedTurn } from './timed-turn';

/** What the service adds to each turn while Azure answers at once, ms. */
export interface AddedLatency {
  readonly calls: number;
  /** End of speech decided → its text committed: the rest of the audio up, the final down. */
  readonly committed: readonly number[];
  /** Last letter of the first sentence there → its synthesis asked for. */
  readonly asked: readonly number[];
  /** Synthesis asked for → its first sound: up and down again, through the emulator. */
  readonly sounded: readonly number[];
  /** First sound → first frame on its way to the caller. */
  readonly framed: readonly number[];
  readonly driverLateMs: readonly number[];
}

/** So many calls in this process, the emulator in another, for so long. */
export async function measureAddedLatency(
  emulator: EmulatorProcess,
  saying: Int16Array,
  calls: number,
  seconds: number,
): Promise<AddedLatency> {
  const providers = await azureProviders(emulator.environment);
  const voiceActivity = await loadEngine(Configuration.load(vadFragments, process.env));
  const ticker = new PlayoutTicker(systemClock);
  const all = Array.from(
    { length: calls },
    (_, seed) => new AzureCall({ providers, voiceActivity, ticker, saying, seed }),
  );
  const pacer = new Pacer(all);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  pacer.stop();
  for (const call of all) call.end();
  await providers.close();
  // The first turn of a call opens its connections.
  const turns = all.flatMap(call => call.turns.slice(1));
  const of = (what: (turn: TimedTurn) => number): number[] => turns.map(what).filter(ms => !Number.isNaN(ms));
  return {
    calls,
    committed: of(turn => turn.committedMs),
    asked: of(turn => turn.requestedAt - turn.sentenceAt),
    sounded: of(turn => turn.soundAt - turn.requestedAt),
    framed: of(turn => turn.frameAt - turn.soundAt),
    driverLateMs: pacer.lateMs,
  };
}
