import type { IncomingMessage } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import { Cluster } from '@app/cluster';
import { systemClock } from '@app/core';
import { monitorPath } from '@app/protocol';
import type { WebSocket } from 'ws';
import { Liveness } from '../media/liveness';
import { MonitorConnection } from './monitor-connection';
import type { MonitorAdmission } from './monitor-door';

/** What a supervisor sends is not read. */
const MAX_PAYLOAD = 1024;

/** Supervisors who follow a call: they read what happens in it and have no say. */
@Injectable()
@WebSocketGateway({ path: monitorPath, maxPayload: MAX_PAYLOAD, perMessageDeflate: false })
export class MonitorGateway implements OnGatewayConnection, BeforeApplicationShutdown {
  private readonly log = new Logger(MonitorGateway.name);
  private readonly liveness = new Liveness(systemClock);
  private readonly open = new Set<MonitorConnection>();

  constructor(private readonly cluster: Cluster) {}

  /** The third argument is what the door let in; see UpgradeRouter. */
  handleConnection(socket: WebSocket, _request: IncomingMessage, { callId }: MonitorAdmission): void {
    const connection = new MonitorConnection(socket, callId);
    const stop = this.cluster.remote.watch(callId, connection);
    this.open.add(connection);
    this.liveness.watch(connection);
    this.log.log({ callId, msg: 'call watched' });
    socket.on('pong', () => this.liveness.heard(connection));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      stop();
      this.open.delete(connection);
      this.liveness.forget(connection);
      this.log.log({ callId, msg: 'call no longer watched' });
    });
  }

  /** Whoever still watches may do so at another instance. */
  beforeApplicationShutdown(): void {
    for (const connection of this.open) connection.goAway();
  }
}
