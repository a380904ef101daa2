import { Module } from '@nestjs/common';
import { ServerSettings } from '@app/config';
import { TurnsInProgress } from '@app/conversation';
import type { SpeechToText } from '@app/core';
import { ProfilesModule } from '@app/profiles';
import { SPEECH_TO_TEXT } from '../voice/tokens';
import { PredictionModule } from '../prediction/prediction.module';
import { VoiceModule } from '../voice/voice.module';
import { AdmissionDesk } from './admission';
import { CallClaims } from './call-claims';
import { CallFactory } from './call-factory';
import { CallPreparation } from './call-preparation';
import { CallRegistry } from './call-registry';
import { Drain } from './drain';
import { HandshakeIdentity } from './handshake-identity';
import { MediaGateway } from './media.gateway';
import { NativeDoor } from './native-door';

/** The doors for calls, and the calls behind them. */
@Module({
  imports: [VoiceModule, PredictionModule, ProfilesModule.forRoot()],
  providers: [
    MediaGateway,
    NativeDoor,
    CallClaims,
    HandshakeIdentity,
    CallFactory,
    CallPreparation,
    CallRegistry,
    TurnsInProgress,
    Drain,
    {
      provide: AdmissionDesk,
      inject: [ServerSettings, SPEECH_TO_TEXT],
      useFactory: (server: ServerSettings, speechToText: SpeechToText) =>
        AdmissionDesk.forCalls(server.maxConnections, speechToText.capacity),
    },
  ],
  exports: [Drain, HandshakeIdentity, AdmissionDesk, CallRegistry, TurnsInProgress, NativeDoor],
})
export class MediaModule {}
