import { IsIn, IsNumber, IsString, Matches, Max, Min } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { endpointingNames } from '@app/conversation';
import type { EndpointingName } from '@app/conversation';

/** How turns are taken, where the call itself does not say. */
export class TurnSettings {
  @Setting('ENDPOINTING_STRATEGY', 'text', `When the caller’s turn has ended: ${endpointingNames.join(', ')}`)
  @IsIn(endpointingNames, { message: `must be one of ${endpointingNames.join(', ')}` })
  endpointing: EndpointingName = 'adaptive';

  @Setting(
    'ENDPOINTING_SILENCE_MS',
    'integer',
    'Silence that ends a turn, ms: always (fixed), or until the caller’s pace is known (adaptive)',
  )
  @WholeNumber(100, 5000, 'ms')
  silenceMs = 500;

  @Setting('DEFAULT_LANGUAGE', 'text', 'Language of calls that name none, BCP 47')
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { message: 'must be a language such as en-US' })
  language = 'en-US';

  @Setting('CALL_GREETING', 'text', 'What the assistant says first; nothing: the caller speaks first')
  @IsString()
  greeting = '';

  @Setting('BARGE_IN_MIN_WORDS', 'integer', 'Words over a reply that interrupt it')
  @WholeNumber(1, 20)
  bargeInWords = 1;

  @Setting(
    'BARGE_IN_MIN_SPEECH_MS',
    'integer',
    'Speech over a reply that interrupts it without words, ms; 0: none',
  )
  @WholeNumber(0, 10_000, 'ms')
  bargeInSpeechMs = 1500;

  @Setting('SPECULATION_MAX_PER_TURN', 'integer', 'Answers begun before the caller has finished; 0: none')
  @WholeNumber(0, 3)
  speculations = 3;

  @Setting('SPECULATION_MAX_WASTE', 'number', 'Share of them that may be thrown away before it is off, 0-1')
  @IsNumber({}, { message: 'must be a number from 0 to 1' })
  @Min(0, { message: 'must be a number from 0 to 1' })
  @Max(1, { message: 'must be a number from 0 to 1' })
  speculationWaste = 0.6;

  @Setting(
    'CALLER_SILENCE_PROMPT_MS',
    'integer',
    'A caller silent this long is asked for a word, ms; 0: never',
  )
  @WholeNumber(0, 600_000, 'ms')
  quietPromptMs = 15_000;

  @Setting('CALLER_SILENCE_GOODBYE_MS', 'integer', 'Silence after that which ends the call, ms; 0: never')
  @WholeNumber(0, 600_000, 'ms')
  quietGoodbyeMs = 15_000;

  @Setting('PLAYOUT_BUFFER_MS', 'integer', 'How far reply frames may be sent ahead of what is heard, ms')
  @WholeNumber(20, 1000, 'ms')
  playoutBufferMs = 200;
}
