import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import {
  AuthSettings,
  LimitSettings,
  TokenRefusedError,
  TokenVerifier,
  holds,
  isSameUser,
  mayCarry,
} from '@app/auth';
import type { Identity } from '@app/auth';
import { ServerSettings } from '@app/config';
import { systemClock } from '@app/core';
import type { CallId } from '@app/core';
import { closeCodes, limits } from '@app/protocol';
import { DoorMetrics, DrainMetrics, TrafficCounts } from '@app/telemetry';
import type { TraceHeaders } from '@app/telemetry';
import { nativeProtocol } from '@app/transport';
import type { WebSocket } from 'ws';
import { TurnSettings } from '../voice/turn-settings';
import { CallConnection } from './call-connection';
import { CallFactory } from './call-factory';
import { CallRegistry } from './call-registry';
import { Drain } from './drain';
import { IntakeMeter } from './intake-meter';
import type { LiveCall } from './live-call';
import { Liveness } from './liveness';
import { LoggedWords } from './logged-words';
import type { NativeAdmission } from './native-door';
import { SharedCall } from './shared-call';
import { TokenWatch } from './token-watch';

/** Compression pays for text only, and only for long ones; a context for each call would cost too much memory. */
const perMessageDeflate = {
  threshold: 1024,
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  concurrencyLimit: 2,
};

/** A little over what the protocol takes: it can then say `too_large` before the socket is closed. */
const MAX_PAYLOAD = limits.maxMessageBytes + 64 * 1024;

/** Headers that are sent more than once come as one. */
const textOf = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' ? header : null;

const traceHeadersOf = ({ headers }: IncomingMessage): TraceHeaders => ({
  traceparent: textOf(headers['traceparent']),
  tracestate: textOf(headers['tracestate']),
});

/** Calls of the native protocol: makes a conversation for each socket that was let in. */
@Injectable()
@WebSocketGateway({ path: nativeProtocol.path, maxPayload: MAX_PAYLOAD, perMessageDeflate })
export class MediaGateway implements OnGatewayConnection {
  private readonly log = new Logger(MediaGateway.name);
  /** The parts that tell of connections and of what is kept of calls: `DEBUG=realtime-processor:media` and `:session`. */
  private readonly media = new Logger('media');
  private readonly sessions = new Logger('session');
  private readonly liveness = new Liveness(systemClock);

  constructor(
    private readonly factory: CallFactory,
    private readonly calls: CallRegistry,
    private readonly traffic: TrafficCounts,
    private readonly turns: TurnSettings,
    private readonly server: ServerSettings,
    private readonly tokens: TokenVerifier,
    private readonly auth: AuthSettings,
    private readonly limits: LimitSettings,
    private readonly doorMetrics: DoorMetrics,
    private readonly drain: Drain,
    private readonly drainMetrics: DrainMetrics,
  ) {}

  /** The third argument is what the door let in; see UpgradeRouter. */
  handleConnection(socket: WebSocket, request: IncomingMessage, admission: NativeAdmission): void {
    const { callId, bound, handshake, identity, session } = admission;
    let live: LiveCall | null = null;
    const protocol = nativeProtocol.create({
      clock: systemClock,
      callId,
      bound,
      handshake,
      onBind: name => live !== null && this.bind(live, name, whenTaken),
    });
    const whenTaken = (): void => {
      connection.answer(protocol.error('duplicate_call', 'this call is live on another connection'));
      connection.violation(closeCodes.policy, 'duplicate_call');
    };
    const meter = new IntakeMeter(systemClock, handshake.audioIn, this.limits.mediaBurstMs);
    const limited = this.limits.enabled;
    const connection = new CallConnection(socket, request.socket, protocol, this.traffic, {
      alive: answering => this.liveness.heard(answering),
      gone: closed => {
        token.close();
        this.liveness.forget(closed);
        admission.reservation.release();
        if (live) this.calls.remove(live);
        this.media.debug({ callId: live?.callId, ...protocol.counters, msg: 'connection closed' });
      },
      intake: (bytes, isBinary) => (limited ? meter.take(bytes, isBinary) : 0),
      tooMuch: (flooded, retryAfterMs) => {
        this.doorMetrics.limited('media');
        const details = { retryAfterMs, fatal: true };
        flooded.answer(
          protocol.error('rate_limited', 'more was sent than half as fast again as it is spoken', details),
        );
        flooded.end('rate');
      },
      renewToken: async offered => {
        const renewed = await this.renewed(offered, live?.callId ?? callId, identity);
        if (renewed) token.watch(renewed.expiresAt);
        return renewed !== null;
      },
    });
    const token = new TokenWatch(systemClock, this.auth.expiryGraceMs, () => {
      connection.answer(protocol.error('token_expired', 'the token expired and was not renewed'));
      connection.end('token_expired');
    });
    token.watch(identity.expiresAt);
    const shared = new SharedCall(connection, session);
    const out = this.server.logTranscripts
      ? new LoggedWords(shared, () => live?.callId ?? callId, this.log)
      : shared;
    const { restored } = session;
    const changed = (): void => {
      session.changed();
      if (live) this.drain.rested(live);
    };
    const { conversation, latencies, rename } = this.factory.make(
      callId,
      handshake,
      out,
      restored,
      changed,
      traceHeadersOf(request),
    );
    live = { callId, userId: identity.subject, since: session.since, connection, session, latencies, rename };
    this.calls.add(live);
    this.liveness.watch(connection);
    if (session.resumed) this.drainMetrics.callResumed();
    this.log.log({ callId, msg: session.resumed ? 'call resumed' : 'call started' });
    const { audioIn, audioOut } = handshake;
    this.media.debug({ callId, bound, audioIn, audioOut, msg: 'connection opened' });
    const { holder, resumed } = session;
    this.sessions.debug({ callId, holder, resumed, msg: 'session taken' });
    const opening = protocol.opening({
      sessionId: randomUUID(),
      resumeToken: session.resumeToken,
      resumed: session.resumed,
      limits: { idleTimeoutMs: this.server.idleTimeoutMs, playoutBufferMs: this.turns.playoutBufferMs },
    });
    session.attach(shared.carry(conversation));
    connection.open(conversation, opening);
  }

  /** Who holds a token that may carry this call on, of the same user; null when it may not. */
  private async renewed(token: string, callId: CallId, before: Identity): Promise<Identity | null> {
    try {
      const identity = await this.tokens.verify(token);
      const may = holds(identity, 'call') && mayCarry(identity, callId) && isSameUser(identity, before);
      return may ? identity : null;
    } catch (error) {
      if (!(error instanceof TokenRefusedError))
        this.log.warn({ callId, msg: `no renewal: ${String(error)}` });
      return null;
    }
  }

  /** @param whenTaken the name turned out to be live on another instance */
  private bind(live: LiveCall, name: LiveCall['callId'], whenTaken: () => void): boolean {
    const { callId: was } = live;
    if (name === was) return true;
    if (!this.calls.rename(was, name)) return false;
    this.log.log({ callId: name, was, msg: 'call named' });
    void live.session.rename(name).then(renamed => {
      this.sessions.debug({ callId: name, was, renamed, msg: 'session renamed' });
      if (!renamed) whenTaken();
    });
    return true;
  }
}
