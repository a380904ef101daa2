import { PlannedEar, known } from './planned-ear';
import type { Ear, EarSink, Listening, Recognizer } from './recognizer';
import type { SaidQueue } from './said-queue';

/** What was said beforehand goes before whatever recogniser there is. */
export class SaidFirst implements Recognizer {
  constructor(
    private readonly said: SaidQueue,
    private readonly otherwise: Recognizer,
  ) {}

  listen(listening: Listening, sink: EarSink): Ear {
    const utterance = this.said.take(listening.connection);
    if (!utterance) return this.otherwise.listen(listening, sink);
    return new PlannedEar(known(utterance), listening, sink);
  }

  close(): Promise<void> {
    return this.otherwise.close();
  }
}
