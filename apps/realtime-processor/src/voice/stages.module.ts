import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { StageDescriptor } from '@app/core';
import { STAGES } from './tokens';

/** The processing stages of every call. */
@Module({})
export class StagesModule {
  static with(stages: readonly StageDescriptor[]): DynamicModule {
    return {
      module: StagesModule,
      global: true,
      providers: [{ provide: STAGES, useValue: stages }],
      exports: [STAGES],
    };
  }
}
