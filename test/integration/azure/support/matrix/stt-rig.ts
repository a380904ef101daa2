import { resample } from '@app/audio';
import { systemClock } from '@app/core';
import type { SpeechToText, TextToSpeech } from '@app/core';
import { GuardedSpeechToText } from '@app/resilience';
import { embeddedStt, embeddedTts } from '@app/speech';
import { collect, testScope } from '@app/testing';
import type { AzureEmulator } from '../../../../../apps/azure-emulator/src/emulator';
import { azureEars } from '../azure-ears';
import { HeardCall } from '../heard-call';
import type { SteppedClock } from '../stepped-clock';
import type { Outcome, Rig } from './outcome';
import { share } from './outcome';
import { WatchedChain } from './watched-chain';

const SAID = 'please call me back later';
const RATE = 8000;

/** A caller who says one sentence, to Azure's recogniser and, behind it, the embedded one. */
export class SttRig implements Rig {
  readonly service = 'stt';
  readonly longestMs = 15_000;

  private constructor(
    private readonly emulator: AzureEmulator,
    private readonly clock: SteppedClock,
    private readonly embedded: SpeechToText,
    private readonly sound: Int16Array,
  ) {}

  static async start(emulator: AzureEmulator, clock: SteppedClock): Promise<SttRig> {
    const context = { clock: systemClock, phrases: [SAID], warn: () => undefined };
    const makeTts = await embeddedTts.load();
    const voice = await makeTts(new embeddedTts.settings(), context);
    const sound = await spoken(voice);
    await voice.close();
    const makeStt = await embeddedStt.load();
    return new SttRig(emulator, clock, await makeStt(new embeddedStt.settings(), context), sound);
  }

  async run(standIn: boolean): Promise<Outcome> {
    const { clock, emulator } = this;
    const azure = await azureEars(emulator, { clock });
    const providers: [SpeechToText, ...SpeechToText[]] = standIn ? [azure, this.embedded] : [azure];
    const { chain, counted } = new WatchedChain('stt', providers, clock, this.longestMs);
    const begunAt = clock.now();
    // Whichever connection hears it, and however often: it was said once, and sent again.
    for (let i = 0; i < 10; i++) emulator.control.hears(SAID);
    const call = new HeardCall(new GuardedSpeechToText(chain));
    call.say(this.sound);
    await call.settled(1);
    const ms = clock.now() - begunAt;
    const words = call.finals.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+/gu) ?? []);
    const outcome = {
      heard: share(words, SAID.split(' ')),
      error: call.errors[0] ?? null,
      // Which of the two lost its patience first depends on how long the adapter drew lots to stay away.
      counted: counted.map(what => what.replace(/ (error|timeout)$/, ' failed')),
      ms,
    };
    call.close();
    await azure.close();
    return outcome;
  }

  close(): Promise<void> {
    return this.embedded.close();
  }
}

async function spoken(voice: TextToSpeech): Promise<Int16Array> {
  const request = { text: SAID, language: 'en-US', voice: null, sampleRate: RATE };
  const parts = await collect(voice.synthesize(request, testScope().scope));
  const pieces = parts.flatMap(part => (part.type === 'pcm' ? [part.frame] : []));
  const pcm = Int16Array.from(pieces.flatMap(frame => [...frame.pcm]));
  return resample(pcm, pieces[0]!.sampleRate, RATE);
}
