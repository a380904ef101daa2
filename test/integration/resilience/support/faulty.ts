import { ProviderError, raceAbort } from '@app/core';
import type {
  Clock,
  Recognition,
  RecognitionOptions,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
  SpeechPart,
  SpeechToText,
  SynthesisRequest,
  TextToSpeech,
  TranscriptSink,
} from '@app/core';
import { FakeReplyEngine, FakeSpeechToText, FakeTextToSpeech } from '@app/testing';

export const faults = ['refuse', 'hang', 'stall', 'garbage', 'drip', 'close'] as const;

export type FaultName = (typeof faults)[number];

/** Between two pieces that drip. */
const DRIP_MS = 700;

const never = new Promise<never>(() => undefined);

/** How a stream of pieces is spoilt: from the first on, after it, or all along. */
async function* spoilt<Item>(
  items: AsyncIterable<Item>,
  fault: FaultName,
  provider: string,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  if (fault === 'refuse') throw new ProviderError(provider, 'transient', 'refused');
  if (fault === 'garbage') throw new ProviderError(provider, 'protocol', 'cannot be read');
  if (fault === 'hang') await raceAbort(never, signal);
  let given = 0;
  for await (const item of items) {
    yield item;
    given++;
    if (fault === 'close' && given === 3) throw new ProviderError(provider, 'transient', 'closed');
    if (fault === 'stall' && given === 3) await raceAbort(never, signal);
    if (fault === 'drip')
      await raceAbort(new Promise<void>(resolve => void clock.after(DRIP_MS, resolve)), signal);
  }
}

export class FaultyReplyEngine extends FakeReplyEngine implements ReplyEngine {
  override readonly name = 'first';

  constructor(
    private readonly time: Clock,
    private readonly fault: FaultName,
  ) {
    super(time);
  }

  override reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    return spoilt(super.reply(request, scope), this.fault, this.name, this.time, scope.signal);
  }
}

export class FaultyTextToSpeech extends FakeTextToSpeech implements TextToSpeech {
  override readonly name = 'first';

  constructor(
    private readonly time: Clock,
    private readonly fault: FaultName,
  ) {
    super(time, 0, false);
  }

  override synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    return spoilt(super.synthesize(request, scope), this.fault, this.name, this.time, scope.signal);
  }
}

/** A recogniser that fails as it is opened, in the middle of the words, or after them; or says nothing any more. */
export class FaultySpeechToText extends FakeSpeechToText implements SpeechToText {
  override readonly name = 'first';

  constructor(
    time: Clock,
    private readonly fault: FaultName,
  ) {
    super(time, fault === 'drip' ? DRIP_MS : fault === 'hang' || fault === 'stall' ? null : 0);
  }

  override open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    const recognition = super.open(options, sink, scope);
    const kinds = { refuse: 'transient', garbage: 'protocol', close: 'transient' } as const;
    const kind = this.fault in kinds ? kinds[this.fault as keyof typeof kinds] : null;
    if (kind === null) return recognition;
    let written = 0;
    const failing = this.fault === 'close' ? 10 : 1;
    const write = recognition.write.bind(recognition);
    recognition.write = frame => {
      write(frame);
      if (++written === failing)
        queueMicrotask(() => this.last.fail(new ProviderError('first', kind, this.fault)));
    };
    return recognition;
  }
}
