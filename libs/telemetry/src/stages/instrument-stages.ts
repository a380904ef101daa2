import type {
  CallEvent,
  CallObserver,
  Clock,
  FrameStage,
  StageCall,
  StageDescriptor,
  TextStage,
} from '@app/core';
import { watchObserver } from '../turns/watch-observer';
import { FrameStageMeter } from './frame-stage-meter';
import { TextStageMeter } from './text-stage-meter';

/** One call's processing stages, each with its meter, in the order of their descriptors. */
export interface InstrumentedStages {
  readonly callerAudio: readonly FrameStage[];
  readonly callerText: readonly TextStage[];
  readonly assistantText: readonly TextStage[];
  /** Reports what the audio stages took for an utterance once it has ended: let it watch the call. */
  readonly utterances: CallObserver;
}

/**
 * Makes the processing stages of one call and gives each its latency metric, budget and error counter. A stage that
 * cannot even be made counts as an error and is left out.
 */
export function instrumentStages(
  descriptors: readonly StageDescriptor[],
  call: StageCall,
  observer: CallObserver,
  clock: Clock,
): InstrumentedStages {
  const callerAudio: FrameStageMeter[] = [];
  const callerText: TextStageMeter[] = [];
  const assistantText: TextStageMeter[] = [];
  for (const descriptor of descriptors) {
    const { name, budgetMs } = descriptor;
    try {
      if (descriptor.on === 'caller-audio') {
        callerAudio.push(new FrameStageMeter(name, budgetMs, descriptor.create(call), observer, clock));
      } else {
        const texts = descriptor.on === 'caller-text' ? callerText : assistantText;
        texts.push(new TextStageMeter(name, budgetMs, descriptor.create(call), observer, clock));
      }
    } catch {
      observer.stage(name, 0, 'error');
    }
  }
  return { callerAudio, callerText, assistantText, utterances: flushingAtTheEndOf(callerAudio) };
}

const flushingAtTheEndOf = (stages: readonly FrameStageMeter[]): CallObserver =>
  watchObserver({
    event: (event: CallEvent) => {
      if (event.type === 'speech-stopped') for (const stage of stages) stage.flush();
    },
  });
