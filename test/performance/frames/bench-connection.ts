import {
  Conversation,
  Fillers,
  PlayoutTicker,
  SpeculationAccount,
  TurnsInProgress,
  defaultBudget,
  defaultLimits,
  endpointingStrategies,
  roomForAll,
} from '@app/conversation';
import { defaultSettings } from '@app/core';
import type { CallId, Clock, VoiceActivity } from '@app/core';
import type { InputFormat, ReplyFormat } from '@app/protocol';
import { TrafficCounts } from '@app/telemetry';
import { silentObserver } from '@app/testing';
import { CallConnection } from '../../../apps/realtime-processor/src/media/call-connection';
import { IntakeMeter } from '../../../apps/realtime-processor/src/media/intake-meter';
import { DeafRecogniser, SteadyVoice, noReplies } from './bench-providers';
import { BenchSocket } from './bench-socket';
import { protocolOf } from './coding-steps';

export interface BenchConnectionOptions {
  readonly clock: Clock;
  readonly voiceActivity: VoiceActivity;
  readonly audioIn: InputFormat;
  readonly audioOut: ReplyFormat;
  /** Of everything that is said. */
  readonly replyFrames: number;
}

const BURST_MS = 2000;
const LEAD_MS = 200;
const SILENCE_MS = 600;
const SPECULATION_WASTE = 0.5;

/** A call as the gateway makes it, from the message of its socket to the message of the reply, without the socket. */
export class BenchConnection {
  readonly socket = new BenchSocket();
  readonly recogniser = new DeafRecogniser();
  readonly traffic = new TrafficCounts();
  readonly conversation: Conversation;

  constructor({ clock, voiceActivity, audioIn, audioOut, replyFrames }: BenchConnectionOptions) {
    const voice = new SteadyVoice(replyFrames);
    const meter = new IntakeMeter(clock, audioIn, BURST_MS);
    const protocol = protocolOf(audioIn, audioOut);
    const connection = new CallConnection(this.socket.asSocket, this.socket.wire, protocol, this.traffic, {
      alive: () => undefined,
      gone: () => undefined,
      intake: (bytes, isBinary) => meter.take(bytes, isBinary),
      tooMuch: () => {
        throw new Error('the benchmark sends faster than its clock goes');
      },
      renewToken: async () => true,
    });
    this.conversation = new Conversation(
      {
        clock,
        voiceActivity,
        ticker: new PlayoutTicker(clock),
        inProgress: new TurnsInProgress(),
        places: roomForAll,
        speechToText: this.recogniser,
        replyEngine: noReplies,
        textToSpeech: voice,
        endpointing: endpointingStrategies.adaptive(SILENCE_MS),
        limits: defaultLimits,
        budget: defaultBudget,
        speculation: new SpeculationAccount(SPECULATION_WASTE),
        fillers: new Fillers(voice),
        idleTimeoutMs: 0,
      },
      {
        callId: 'bench' as CallId,
        settings: defaultSettings,
        listenRate: audioIn.sampleRate <= 8000 ? 8000 : 16_000,
        delivery: { kind: 'frames', sampleRate: audioOut.sampleRate, leadMs: LEAD_MS },
        stages: { callerAudio: [], callerText: [], assistantText: [] },
        observer: silentObserver,
        out: connection,
      },
    );
    connection.open(this.conversation, null);
  }

  close(): void {
    this.socket.close();
  }
}
