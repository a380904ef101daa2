import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  Allow,
  IsBoolean,
  IsDefined,
  IsNumber,
  IsObject,
  Matches,
  MaxLength,
  IsString,
  ValidateNested,
} from 'class-validator';
import { digitBounds, sizes } from '@app/protocol';
import type {
  ClientMessage,
  DtmfMessage,
  EndCallMessage,
  Endpointing,
  HeartbeatMessage,
  InterruptMessage,
  MarkMessage,
  Profile,
  SessionUpdateMessage,
  TextInputMessage,
} from '@app/protocol';
import { IsProfile, Language, Optional, Silence, Text, TextOrNull, WholeBetween } from './fields';

abstract class Envelope {
  /** Compared with the call of the connection before anything else. */
  @Allow()
  callId?: string;

  @Optional()
  @Text(sizes.eventId)
  eventId?: string;

  @Optional()
  @IsNumber()
  timestamp?: number;
}

class EndpointingPatch implements Partial<Endpointing> {
  @Silence()
  minSilenceMs?: number;

  @Silence()
  maxSilenceMs?: number;
}

class SessionUpdate extends Envelope implements SessionUpdateMessage {
  @Allow()
  type!: 'session_update';

  @Optional()
  @Text(sizes.token)
  token?: string;

  @Language()
  language?: string;

  @TextOrNull(sizes.voice)
  voice?: string | null;

  @TextOrNull(sizes.instructions)
  instructions?: string | null;

  @TextOrNull(sizes.greeting)
  greeting?: string | null;

  @Optional()
  @IsBoolean()
  interruptible?: boolean;

  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => EndpointingPatch)
  endpointing?: EndpointingPatch;

  @Optional()
  @IsProfile()
  profile?: Profile;
}

class TextInput extends Envelope implements TextInputMessage {
  @Allow()
  type!: 'text_input';

  @Text(sizes.textInput)
  text!: string;
}

class Interrupt extends Envelope implements InterruptMessage {
  @Allow()
  type!: 'interrupt';
}

class Mark extends Envelope implements MarkMessage {
  @Allow()
  type!: 'mark';

  @Text(sizes.markName)
  name!: string;
}

class Dtmf extends Envelope implements DtmfMessage {
  @Allow()
  type!: 'dtmf';

  @IsDefined()
  @Matches(/^[0-9*#A-D]$/, { message: 'must be one of 0 to 9, *, #, A to D' })
  digit!: string;

  @Optional()
  @WholeBetween(digitBounds.min, digitBounds.max)
  durationMs?: number;
}

class Heartbeat extends Envelope implements HeartbeatMessage {
  @Allow()
  type!: 'heartbeat';
}

class EndCall extends Envelope implements EndCallMessage {
  @Allow()
  type!: 'end_call';

  @Optional()
  @IsString()
  @MaxLength(sizes.endReason)
  reason?: string;
}

export type ControlMessage = SessionUpdate | TextInput | Interrupt | Mark | Dtmf | Heartbeat | EndCall;

/** The class that checks each message type; `audio_chunk` has its own way. */
export const controlMessages: Readonly<
  Record<Exclude<ClientMessage['type'], 'audio_chunk'>, new () => ControlMessage>
> = {
  session_update: SessionUpdate,
  text_input: TextInput,
  interrupt: Interrupt,
  mark: Mark,
  dtmf: Dtmf,
  heartbeat: Heartbeat,
  end_call: EndCall,
};
