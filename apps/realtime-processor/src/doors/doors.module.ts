import { Module } from '@nestjs/common';
import { OpsListener } from './ops-listener';
import { Threshold } from './threshold';

/** What lies before the doors, whatever is behind them. */
@Module({ providers: [Threshold, OpsListener], exports: [Threshold, OpsListener] })
export class DoorsModule {}
