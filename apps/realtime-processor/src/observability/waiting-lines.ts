import { Inject, Injectable } from '@nestjs/common';
import { Mp3Reader } from '@app/audio';
import type { PartEncoder } from '@app/core';
import type { WorkPlaces } from '@app/resilience';
import type { VoiceChains } from '../voice/chains';
import { CHAINS, PART_ENCODER, PLACES } from '../voice/tokens';

/** What waits until there is room for it: turns for their answer, audio for a thread, requests for a provider. */
@Injectable()
export class WaitingLines {
  constructor(
    @Inject(PLACES) private readonly places: WorkPlaces,
    @Inject(CHAINS) private readonly chains: VoiceChains,
    @Inject(PART_ENCODER) private readonly encoder: PartEncoder,
    private readonly mp3: Mp3Reader,
  ) {}

  lengths(): Readonly<Record<string, number>> {
    const lengths: Record<string, number> = {
      turns: this.places.waiting,
      mp3: this.encoder.waiting + this.mp3.waiting,
    };
    const { stt, ai, tts } = this.chains;
    for (const chain of [stt, ai, tts]) {
      for (const provider of chain.providers) {
        if (provider.waiting !== undefined) lengths[chain.nameOf(provider)] = provider.waiting;
      }
    }
    return lengths;
  }
}
