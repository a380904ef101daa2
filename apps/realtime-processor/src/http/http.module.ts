import { Module } from '@nestjs/common';
import { MediaModule } from '../media/media.module';
import { VoiceModule } from '../voice/voice.module';
import { BreakersController } from './breakers.controller';
import { ConnectionsController } from './connections.controller';
import { HealthController } from './health.controller';
import { ProcessAudioController } from './process-audio.controller';

/** The doors for everything that is not a call. */
@Module({
  imports: [MediaModule, VoiceModule],
  controllers: [BreakersController, HealthController, ConnectionsController, ProcessAudioController],
})
export class HttpModule {}
