import { ResumingCall } from '@app/client';
import { seeded } from '../../../performance/vad/random';
import { standardCall } from '../../driver/call-plan';
import type { CallPlan } from '../../driver/call-plan';
import { FramePacer } from '../../driver/frame-pacer';
import { LoadCaller } from '../../driver/load-caller';
import { loadSpeechBank } from '../../driver/speech-bank';
import type { Tally } from '../../driver/tally';
import type { RunOptions } from '../../run/options';

/** They leave room for the answer, mostly: who always speaks into it never rests between two turns. */
const quietCall: CallPlan = { ...standardCall, talkRatio: 0.25 };
/** A call that is not there any more is tried to be resumed for so long, ms. */
const RESUME_WITHIN_MS = 30_000;
/** Of the callers lose their connection at once. */
const LOSERS = 0.5;

/** Callers whose calls outlive their connections, and go to whichever instance is there. */
export class Callers {
  /** Calls that ended although nobody hung up. */
  lost = 0;
  resumed = 0;
  private closing = false;

  private constructor(
    private readonly calls: readonly ResumingCall[],
    private readonly pacer: FramePacer,
    tally: Tally,
  ) {
    for (const call of calls) {
      call.on('resumed', () => this.resumed++);
      void call.closed.then(({ code }) => {
        if (this.closing) return;
        this.lost++;
        tally.count(`closed ${code}`);
      });
    }
  }

  static async open(
    urls: readonly string[],
    count: number,
    { token, plan: asked }: Pick<RunOptions, 'token' | 'plan'>,
    tally: Tally,
  ): Promise<Callers> {
    const plan = { ...quietCall, ...asked };
    const bank = loadSpeechBank(plan);
    const random = seeded(1);
    const { input, inputRate, audio, rate } = plan;
    const options = { token, input, inputRate, audio, rate, resumeWithinMs: RESUME_WITHIN_MS };
    // Half of them begin at the one, half at the other.
    const calls = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        ResumingCall.open(i % 2 === 0 ? urls : urls.toReversed(), {
          ...options,
          callId: `chaos-${process.pid}-${i}`,
        }),
      ),
    );
    const callers = calls.map(call => new LoadCaller(call, plan, bank, tally, random));
    return new Callers(calls, new FramePacer(callers, tally), tally);
  }

  get count(): number {
    return this.calls.length;
  }

  /** As cables do. */
  loseConnections(): void {
    for (const call of this.calls.slice(0, Math.ceil(this.calls.length * LOSERS))) call.vanish();
  }

  async close(): Promise<void> {
    this.closing = true;
    const ended = this.calls.map(call => call.end());
    await Promise.race([Promise.all(ended), new Promise(resolve => setTimeout(resolve, 5000))]);
    this.pacer.stop();
    for (const call of this.calls) call.vanish();
  }
}
