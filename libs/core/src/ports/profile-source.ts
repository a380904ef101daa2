import type { SettingsPatch } from '../settings';

/** What is known of users before they call: settings their calls begin with, what the assistant may know among them. */
export interface ProfileSource {
  /** @returns null for a user nobody knows. @throws VoiceError when it cannot be asked */
  find(userId: string, signal: AbortSignal): Promise<SettingsPatch | null>;
  close(): Promise<void>;
}
