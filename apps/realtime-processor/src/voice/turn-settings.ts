import { IsString, Matches } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

/** How turns are taken, where the call itself does not say. */
export class TurnSettings {
  @Setting('ENDPOINTING_SILENCE_MS', 'integer', 'Silence after which the caller’s turn has ended, ms')
  @WholeNumber(100, 5000, 'ms')
  silenceMs = 450;

  @Setting('DEFAULT_LANGUAGE', 'text', 'Language of calls that name none, BCP 47')
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { message: 'must be a language such as en-US' })
  language = 'en-US';

  @Setting('CALL_GREETING', 'text', 'What the assistant says first; nothing: the caller speaks first')
  @IsString()
  greeting = '';

  @Setting('PLAYOUT_BUFFER_MS', 'integer', 'How far reply frames may be sent ahead of what is heard, ms')
  @WholeNumber(20, 1000, 'ms')
  playoutBufferMs = 60;
}
