import { Module } from '@nestjs/common';
import { MediaModule } from '../media/media.module';
import { CallsController } from './calls.controller';
import { MonitorDoor } from './monitor-door';
import { MonitorGateway } from './monitor.gateway';
import { RemoteCalls } from './remote-calls';

/** Operators and supervisors of live calls. */
@Module({
  imports: [MediaModule],
  providers: [MonitorGateway, MonitorDoor, RemoteCalls],
  controllers: [CallsController],
})
export class MonitorModule {}
