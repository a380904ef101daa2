import { ProviderError } from '@app/core';
import type {
  CallSettings,
  Clock,
  Millis,
  ProviderHealth,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
} from '@app/core';
import type { GradientLimit } from './gradient-limit';
import type { Place, WorkPlaces } from './work-places';

export interface PlacedParts {
  readonly clock: Clock;
  readonly places: WorkPlaces;
  /** Learns from how long answers take. */
  readonly gradient: GradientLimit;
  /** From the question to the first word, at the latest. */
  readonly waitMs: Millis;
}

/**
 * A reply engine that answers only so many turns at once. A speculation never waits: it is not needed, and turns that are
 * go first.
 */
export class PlacedReplyEngine implements ReplyEngine {
  readonly name: string;

  constructor(
    private readonly engine: ReplyEngine,
    private readonly parts: PlacedParts,
  ) {
    this.name = engine.name;
  }

  get variant(): string | null | undefined {
    return this.engine.variant;
  }

  get shareable(): boolean {
    return this.engine.shareable ?? false;
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const place = await this.enter(request, scope.signal);
    const { clock, gradient } = this.parts;
    const begunAt = clock.now();
    let told = false;
    try {
      for await (const event of this.engine.reply(request, scope)) {
        if (!told) gradient.record(clock.now() - begunAt, place.underWay);
        told = true;
        yield event;
      }
    } finally {
      place.leave();
    }
  }

  retract(callId: Scope['callId'], turn: number): void {
    this.engine.retract?.(callId, turn);
  }

  likelyNext(callId: Scope['callId'], settings: CallSettings): readonly string[] {
    return this.engine.likelyNext?.(callId, settings) ?? [];
  }

  forget(callId: Scope['callId']): void {
    this.engine.forget?.(callId);
  }

  health(): ProviderHealth {
    return this.engine.health();
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  private enter({ tentative }: ReplyRequest, signal: AbortSignal): Promise<Place> | Place {
    const { clock, places, waitMs } = this.parts;
    if (!tentative) return places.enter(clock.now() + waitMs, signal);
    const place = places.tryEnter();
    if (!place) throw new ProviderError(this.name, 'busy', 'turns that are committed go first');
    return place;
  }
}
