import { Inject, Injectable } from '@nestjs/common';
import type { Identity } from '@app/auth';
import type { Prediction } from '@app/cache';
import { defaultSettings, patchSettings } from '@app/core';
import type { CallSettings } from '@app/core';
import { PROFILES } from '@app/profiles';
import type { Profiles } from '@app/profiles';
import type { NativeHandshake } from '@app/transport';
import { PREDICTION } from '../prediction/prediction.module';
import { TurnSettings } from '../voice/turn-settings';

/** A handshake with the settings its call begins with. */
export interface PreparedHandshake extends NativeHandshake {
  readonly settings: CallSettings;
}

/** What can be done for a call while it is still being let in. */
@Injectable()
export class CallPreparation {
  constructor(
    private readonly turns: TurnSettings,
    @Inject(PROFILES) private readonly profiles: Profiles | null,
    @Inject(PREDICTION) private readonly prediction: Prediction | null,
  ) {}

  /**
   * The settings of the call: ours, then what is known of its user, then what the client asks for. Its greeting is being
   * synthesised when they are there. Never rejects.
   */
  async settings(handshake: NativeHandshake, { subject }: Identity): Promise<CallSettings> {
    const { language, greeting } = this.turns;
    const ours = { ...defaultSettings, language, greeting: greeting === '' ? null : greeting };
    const known = patchSettings(ours, (await this.profiles?.of(subject)) ?? {});
    const settings = { ...known, language: handshake.language ?? known.language };
    this.expectGreeting(settings, handshake);
    return settings;
  }

  private expectGreeting(
    { greeting, language, voice }: CallSettings,
    { audioOut, resume }: NativeHandshake,
  ): void {
    if (greeting === null || resume !== null) return;
    const { sampleRate, encoding } = audioOut;
    this.prediction?.expect({ text: greeting, language, voice, sampleRate, encoding });
  }
}
