import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { ProfileFolder, Profiler } from '@app/telemetry';
import { MediaModule } from '../media/media.module';
import { ObservabilitySettings } from '../observability/observability-settings';
import { AdminController } from './admin.controller';

const KEPT_PROFILES = 5;

/** The doors of operators. */
@Module({
  imports: [MediaModule],
  controllers: [AdminController],
  providers: [
    {
      provide: Profiler,
      inject: [ObservabilitySettings],
      useFactory: ({ profileDir, profileMaxBytes }: ObservabilitySettings) => {
        const directory = profileDir === '' ? join(tmpdir(), 'realtime-processor-profiles') : profileDir;
        return new Profiler(new ProfileFolder(directory, { files: KEPT_PROFILES, bytes: profileMaxBytes }));
      },
    },
  ],
})
export class AdminModule {}
