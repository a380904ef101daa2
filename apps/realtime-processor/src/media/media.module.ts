import { Module } from '@nestjs/common';
import { ResilienceSettings, ServerSettings } from '@app/config';
import { TurnsInProgress } from '@app/conversation';
import type { SpeechToText } from '@app/core';
import { ProfilesModule } from '@app/profiles';
import { LoopLag } from '@app/health';
import type { VoiceChains } from '../voice/chains';
import { CHAINS, SPEECH_TO_TEXT } from '../voice/tokens';
import { PredictionModule } from '../prediction/prediction.module';
import { VoiceModule } from '../voice/voice.module';
import { AdmissionDesk } from './admission';
import { LoopGate } from './gates/loop-gate';
import { ProvidersGate } from './gates/providers-gate';
import { recognisersOf } from './gates/recognisers';
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
      inject: [ServerSettings, ResilienceSettings, SPEECH_TO_TEXT, CHAINS, LoopLag],
      useFactory: (
        server: ServerSettings,
        { maxLoopLagMs, quotaOf }: ResilienceSettings,
        speechToText: SpeechToText,
        chains: VoiceChains,
        lag: LoopLag,
      ) =>
        AdmissionDesk.forCalls(server.maxConnections, recognisersOf(speechToText, quotaOf), [
          new LoopGate(lag, maxLoopLagMs),
          new ProvidersGate([chains.stt, chains.ai, chains.tts]),
        ]),
    },
  ],
  exports: [Drain, HandshakeIdentity, AdmissionDesk, CallRegistry, TurnsInProgress, NativeDoor],
})
export class MediaModule {}
