import { ProviderError } from '@app/core';
import type { CallId, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import { brokenChecks, describeContract } from '../contract';
import { VirtualClock } from '../virtual-clock';
import { replyEngineContract } from './reply-engine.contract';
import type { ReplyEngineSubject } from './reply-engine.contract';

const words = ['One. ', 'Two. ', 'Three.'];

/** Counts each call's turns, thinks 100 ms for each word, and does it right. */
class SoundEngine implements ReplyEngine {
  readonly name: string = 'sound';
  protected readonly turns = new Map<string, number>();

  constructor(protected readonly clock: VirtualClock) {}

  health(): ReturnType<ReplyEngine['health']> {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  retract(callId: CallId): void {
    this.turns.set(callId, (this.turns.get(callId) ?? 1) - 1);
  }

  forget(callId: CallId): void {
    this.turns.delete(callId);
  }

  async *reply(_request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const turn = (this.turns.get(this.key(scope)) ?? 0) + 1;
    this.turns.set(this.key(scope), turn);
    for (const word of words) {
      await this.think(scope.signal);
      if (scope.signal.aborted) return;
      yield { type: 'text', text: `${turn} ${word}`, source: 'model' };
    }
  }

  protected key(scope: Scope): string {
    return scope.callId;
  }

  protected think(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const finish = (): void => {
        timer.cancel();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = this.clock.after(100, finish);
      if (signal.aborted) finish();
      else signal.addEventListener('abort', finish);
    });
  }
}

const subjectOf = (engine: new (clock: VirtualClock) => ReplyEngine) => ({
  async make(): Promise<ReplyEngineSubject> {
    const clock = new VirtualClock();
    return {
      engine: new engine(clock),
      pass: ms => clock.run(ms),
      held: () => clock.active,
    };
  },
});

describeContract(
  'the contract of reply engines, by an engine that keeps it',
  replyEngineContract,
  subjectOf(SoundEngine),
);

class Silent extends SoundEngine {
  override async *reply(): AsyncGenerator<ReplyEvent> {}
}

class Unstoppable extends SoundEngine {
  override reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    return super.reply(request, { ...scope, signal: new AbortController().signal });
  }
}

/** Looks at the signal only after the time to think is over. */
class SlowToStop extends SoundEngine {
  protected override think(): Promise<void> {
    return new Promise(resolve => void this.clock.after(1000, resolve));
  }
}

class LeavesTimer extends SoundEngine {
  protected override async think(): Promise<void> {
    this.clock.after(60_000, () => undefined);
  }
}

class LeavesListener extends SoundEngine {
  protected override async think(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => undefined);
  }
}

class MixesCalls extends SoundEngine {
  protected override key(): string {
    return 'everybody';
  }
}

class NeverForgets extends SoundEngine {
  override forget(): void {}
}

class NeverRetracts extends SoundEngine {
  override retract(): void {}
}

class ThrowsAnything extends SoundEngine {
  override async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    if ('text' in request.input && request.input.text === '') throw new TypeError('text is empty');
    yield* super.reply(request, scope);
  }
}

class OneAtATime extends SoundEngine {
  private readonly stop = new AbortController();

  override reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    scope.signal.addEventListener('abort', () => this.stop.abort(), { once: true });
    return super.reply(request, { ...scope, signal: this.stop.signal });
  }
}

class Sick extends SoundEngine {
  override health(): never {
    throw new Error('not now');
  }
}

class ClosesOnce extends SoundEngine {
  private closed = false;

  override async close(): Promise<void> {
    if (this.closed) throw new Error('closed already');
    this.closed = true;
  }
}

class Unnamed extends SoundEngine {
  override readonly name = '';
}

describe('the contract of reply engines finds what is broken', () => {
  it.each<[string, new (clock: VirtualClock) => ReplyEngine, string[]]>([
    [
      'says nothing',
      Silent,
      ['answers a caller with words', 'answers whatever a caller contributes', 'keeps one call going'],
    ],
    [
      'does not stop',
      Unstoppable,
      ['says nothing when the turn is over', 'stops while it thinks', 'stops in the middle'],
    ],
    [
      'stops late',
      SlowToStop,
      ['says nothing when the turn is over', 'stops while it thinks', 'stops in the middle'],
    ],
    [
      'leaves timers',
      LeavesTimer,
      ['holds nothing once it has answered', 'holds nothing once nobody reads on', 'stops in the middle'],
    ],
    [
      'leaves listeners',
      LeavesListener,
      ['holds nothing once it has answered', 'holds nothing once nobody reads on'],
    ],
    ['mixes calls', MixesCalls, ['keeps two calls apart', 'begins each call anew']],
    ['never forgets', NeverForgets, ['begins a call anew']],
    ['never retracts', NeverRetracts, ['goes on from before a turn']],
    ['throws just anything', ThrowsAnything, ['answers whatever a caller contributes']],
    ['lets one call cut off another', OneAtATime, ['keeps one call going']],
    ['throws when asked how it is', Sick, ['has a name']],
    ['has no name', Unnamed, ['has a name']],
    ['can be closed only once', ClosesOnce, ['can be closed']],
  ])('an engine that %s', async (_what, engine, expected) => {
    const broken = await brokenChecks(replyEngineContract, subjectOf(engine));
    for (const check of expected) expect(broken).toContainEqual(expect.stringContaining(check));
  });

  it('lets an engine refuse what it cannot answer, by a VoiceError', async () => {
    class Picky extends SoundEngine {
      override async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
        if (request.input.kind === 'dtmf') throw new ProviderError('picky', 'unsupported', 'no keypad here');
        yield* super.reply(request, scope);
      }
    }
    await expect(brokenChecks(replyEngineContract, subjectOf(Picky))).resolves.toEqual([]);
  });
});
