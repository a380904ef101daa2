import type { FinalTranscript, Millis } from '@app/core';
import type { Cache } from '../cache';
import type { KeyOf } from '../namespace';
import type { stt } from '../namespaces';
import type { Attendance } from '../streams/attendance';
import { heardAgain, heardAs } from './heard-utterance';
import type { HeardUtterance } from './heard-utterance';

/** The utterances of one recognition, as the cache knows them: by their sound. */
export class Utterances {
  constructor(
    private readonly cache: Cache<KeyOf<typeof stt>, HeardUtterance>,
    private readonly recipe: Omit<KeyOf<typeof stt>, 'sound'>,
    private readonly attendance: Attendance,
  ) {}

  /** What was understood of this sound before; for an utterance that begins at `from`. */
  async find(sound: string, utterance: number, from: Millis): Promise<FinalTranscript[] | null> {
    const found = await this.cache.find(this.keyOf(sound));
    return found && heardAgain(found.value, utterance, from);
  }

  /** Where nothing was understood, there is nothing to keep: the next try may go better. */
  keep(sound: string, finals: readonly FinalTranscript[], from: Millis): void {
    if (!this.attendance.asExpected || finals.every(({ text }) => text === '')) return;
    void this.cache.keep(this.keyOf(sound), { finals: finals.map(final => heardAs(final, from)) });
  }

  private keyOf(sound: string): string {
    return this.cache.keyOf({ ...this.recipe, sound });
  }
}
