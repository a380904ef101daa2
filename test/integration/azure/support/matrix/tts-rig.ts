import { systemClock } from '@app/core';
import type { TextToSpeech } from '@app/core';
import { GuardedTextToSpeech } from '@app/resilience';
import { embeddedTts } from '@app/speech';
import type { AzureEmulator } from '../../../../../apps/azure-emulator/src/emulator';
import { azureMouths, sentence, speak } from '../azure-mouths';
import type { SteppedClock } from '../stepped-clock';
import type { Outcome, Rig } from './outcome';
import { share } from './outcome';
import { WatchedChain } from './watched-chain';

/** A sentence, spoken by Azure and, behind it, the embedded voice. */
export class TtsRig implements Rig {
  readonly service = 'tts';
  readonly longestMs = 20_000;

  private constructor(
    private readonly emulator: AzureEmulator,
    private readonly clock: SteppedClock,
    private readonly embedded: TextToSpeech,
    /** How long the sentence is when nothing goes wrong. */
    private readonly wholeMs: number,
  ) {}

  static async start(emulator: AzureEmulator, clock: SteppedClock): Promise<TtsRig> {
    const azure = await azureMouths(emulator, { clock });
    const { audioMs } = await speak(azure);
    await azure.close();
    const make = await embeddedTts.load();
    const context = { clock: systemClock, phrases: [], warn: () => undefined };
    return new TtsRig(emulator, clock, await make(new embeddedTts.settings(), context), audioMs);
  }

  async run(standIn: boolean): Promise<Outcome> {
    const { clock, emulator } = this;
    const azure = await azureMouths(emulator, { clock });
    const providers: [TextToSpeech, ...TextToSpeech[]] = standIn ? [azure, this.embedded] : [azure];
    const { chain, counted } = new WatchedChain('tts', providers, clock, this.longestMs);
    const begunAt = clock.now();
    const { words, audioMs, error } = await speak(new GuardedTextToSpeech(chain));
    const ms = clock.now() - begunAt;
    await azure.close();
    const heard = audioMs === 0 ? 'nothing' : share(words, sentence.text.split(' '));
    const isShort = heard === 'all' && !counted.includes('azure → embedded') && audioMs < this.wholeMs;
    return { heard: isShort ? 'all but a piece' : heard, error: error as Outcome['error'], counted, ms };
  }

  close(): Promise<void> {
    return this.embedded.close();
  }
}
