import type { SpokenRecording } from './aligned-words';
import type { BenchLanguage } from './sayings';
import { Voice } from './voices';

/** Who calls, and who answers with whose voice: never the same person. */
export interface Cast {
  readonly language: BenchLanguage;
  on(sampleRate: number): CastOnLine;
}

export interface CastOnLine {
  readonly language: BenchLanguage;
  readonly caller: Voice;
  readonly assistant: Voice;
  /** The caller's own, to be played as they are. */
  readonly recordings: readonly SpokenRecording[];
}

/** A reader, a speaker, and a caller from China; the reader answers the others. */
export function castOf(recordings: readonly SpokenRecording[]): Cast[] {
  const named = (part: string): SpokenRecording[] => recordings.filter(({ name }) => name.includes(part));
  const [reader, speaker, chinese] = [named('austen'), named('jfk'), named('zh')];
  return [
    cast('en-US', reader, speaker),
    cast('zh-CN', chinese, reader),
    cast('en-US', reader, chinese),
    cast('en-US', speaker, reader),
    cast('zh-CN', chinese, speaker),
  ];
}

function cast(
  language: BenchLanguage,
  callers: readonly SpokenRecording[],
  assistants: readonly SpokenRecording[],
): Cast {
  const made = new Map<number, CastOnLine>();
  return {
    language,
    on(sampleRate) {
      const known = made.get(sampleRate);
      if (known) return known;
      const onLine = {
        language,
        caller: new Voice(callers[0]!.name, callers, sampleRate),
        assistant: new Voice(assistants[0]!.name, assistants, sampleRate),
        recordings: callers,
      };
      made.set(sampleRate, onLine);
      return onLine;
    },
  };
}
