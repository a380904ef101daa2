import type {
  Capacity,
  ProviderHealth,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  TranscriptSink,
} from '@app/core';
import type { Caches } from '../caches';
import { digest } from '../cache-key';
import { stt } from '../namespaces';
import { Attendance, makerOf } from '../streams/attendance';
import { CachedRecognition } from './cached-recognition';
import { ClipRecognition } from './clip-recognition';
import { Utterances } from './utterances';

/**
 * Understands what was heard before, sample for sample, without waiting for the recogniser: a clip that was sent again
 * does not reach it at all, and of an utterance on a line the words are there as soon as it has ended.
 */
export class CachedSpeechToText implements SpeechToText {
  readonly name: string;
  readonly variant: string | null | undefined;
  readonly capacity?: Capacity;

  constructor(
    private readonly inner: SpeechToText,
    private readonly caches: Caches,
  ) {
    this.name = inner.name;
    this.variant = inner.variant;
    if (inner.capacity) this.capacity = inner.capacity;
  }

  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    const maker = makerOf(this.inner);
    if (!maker) return this.inner.open(options, sink, scope);
    const { language, sampleRate, phrases } = options;
    const recipe = { ...maker, language, sampleRate, phrases: digest(JSON.stringify(phrases)) };
    const attendance = new Attendance(this.inner.name);
    const utterances = new Utterances(this.caches.of(stt), recipe, attendance);
    const listen = (to: TranscriptSink): Recognition => this.inner.open(options, to, attendance.in(scope));
    return options.whole === true
      ? new ClipRecognition(utterances, sink, listen)
      : new CachedRecognition(utterances, sink, listen);
  }

  health(): ProviderHealth {
    return this.inner.health();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
