import type { ProviderDescriptor } from '@app/core';
import { loadScript } from './load';
import { ScriptReplies } from './script-replies';
import { ScriptSettings } from './script-settings';

/** Loads no SDK, so that it is imported at once: the fallback has to be there when nothing else is. */
export const scriptReplies: ProviderDescriptor<'ai', ScriptSettings> = {
  kind: 'ai',
  name: 'script',
  settings: ScriptSettings,
  load: async () => async settings => new ScriptReplies(loadScript(settings.file || undefined)),
};
