import type { VoiceActivity } from '@app/core';

/** A voice activity engine as the table names it; its code is loaded only when it is chosen. */
export interface EngineDescriptor<Settings extends object> {
  readonly name: string;
  /** The config fragment. */
  readonly settings: new () => Settings;
  load(): Promise<(settings: Settings) => Promise<VoiceActivity>>;
}
