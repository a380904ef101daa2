import type { Millis } from './clock';

/** What is known of the person the assistant answers for, and of the caller. Values are filled into answers. */
export type Profile = Readonly<Record<string, string | number | boolean>>;

/** What can be changed during a call, by `session_update` or from outside. */
export interface CallSettings {
  /** BCP 47, e.g. `en-US`, `zh-CN`. */
  readonly language: string;
  /** Provider-specific voice name; null lets the provider choose by language. */
  readonly voice: string | null;
  /** Added to the reply engine's own instructions. */
  readonly instructions: string | null;
  /** Said by the assistant before the caller's first words; null: the caller speaks first. */
  readonly greeting: string | null;
  /** False: the caller cannot interrupt what is said from now on. */
  readonly interruptible: boolean;
  readonly endpointing: {
    /** Shortest and longest silence that may end the caller's turn. */
    readonly minSilenceMs: Millis;
    readonly maxSilenceMs: Millis;
  };
  readonly profile: Profile;
}

export const defaultSettings: CallSettings = {
  language: 'en-US',
  voice: null,
  instructions: null,
  greeting: null,
  interruptible: true,
  endpointing: { minSilenceMs: 300, maxSilenceMs: 1500 },
  profile: {},
};

/** Any subset of the settings; nested groups are merged, not replaced. */
export interface SettingsPatch {
  readonly language?: string;
  readonly voice?: string | null;
  readonly instructions?: string | null;
  readonly greeting?: string | null;
  readonly interruptible?: boolean;
  readonly endpointing?: Partial<CallSettings['endpointing']>;
  readonly profile?: Profile;
}

export const patchSettings = (settings: CallSettings, patch: SettingsPatch): CallSettings => ({
  ...settings,
  ...patch,
  endpointing: { ...settings.endpointing, ...patch.endpointing },
  profile: { ...settings.profile, ...patch.profile },
});
