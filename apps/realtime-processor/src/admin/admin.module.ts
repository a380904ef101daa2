import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { ProfileFolder, Profiler } from '@app/telemetry';
import { MediaModule } from '../media/media.module';
import { ObservabilitySettings } from '../observability/observability-settings';
import { AdminController } from './admin.controller';

const KEPT_PROFILES = 5;
const MAX_PROFILE_BYTES = 512 * 1024 * 1024;

/** The doors of operators. */
@Module({
  imports: [MediaModule],
  controllers: [AdminController],
  providers: [
    {
      provide: Profiler,
      inject: [ObservabilitySettings],
      useFactory: ({ profileDir }: ObservabilitySettings) => {
        const directory = profileDir === '' ? join(tmpdir(), 'realtime-processor-profiles') : profileDir;
        return new Profiler(new ProfileFolder(directory, KEPT_PROFILES), MAX_PROFILE_BYTES);
      },
    },
  ],
})
export class AdminModule {}
