import type { Configuration, Fragment } from '@app/config';
import type { VoiceActivity } from '@app/core';
import type { EngineDescriptor } from './engine-descriptor';
import { engines } from './engines';
import { VadSettings } from './vad-settings';

/** The fragments of all engines: they are validated whichever is chosen. */
export const vadFragments: readonly Fragment[] = [
  VadSettings,
  ...Object.values(engines).map(engine => engine.settings),
];

/** Loads the engine that VAD_ENGINE names. */
export async function loadEngine(configuration: Configuration): Promise<VoiceActivity> {
  // Which settings it takes is lost by the look-up; the descriptor keeps them together with its engine.
  const descriptor = engines[configuration.get(VadSettings).engine] as EngineDescriptor<object>;
  const create = await descriptor.load();
  return create(configuration.get(descriptor.settings));
}
