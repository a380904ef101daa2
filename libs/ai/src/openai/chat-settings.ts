import { IsIn, IsOptional, IsString, Max, Min } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { END_CALL } from '@app/core';
import { ScriptSettings } from '../script/script-settings';
import { TAKE_MESSAGE } from '../script/take-message';
import { usualPersona } from './prompt/persona';
import { toolNames } from './tools/tools';
import type { ToolName } from './tools/tools';

/** What all models are told and allowed; the settings of each service extend it. */
export class ChatSettings extends ScriptSettings {
  @Setting(
    'AI_PERSONA',
    'text',
    'Who the assistant is and what it is to do; it does not recite this to callers',
  )
  @IsString()
  persona = usualPersona;

  @Setting('AI_TOOLS', 'list', `What a model may do beside speaking, of ${toolNames.join(', ')}; or none`)
  @IsIn([...toolNames, 'none'], { each: true, message: 'must be actions that there are' })
  tools: readonly (ToolName | 'none')[] = [END_CALL, TAKE_MESSAGE];

  @Setting('AI_HISTORY_TOKENS', 'integer', 'So much of the dialogue goes with each turn, in tokens')
  @WholeNumber(0, 100_000, 'tokens')
  historyTokens = 1500;

  @Setting('AI_MAX_TOKENS', 'integer', 'A model may write so much for one answer, in tokens')
  @WholeNumber(16, 4096, 'tokens')
  maxTokens = 300;

  @Setting('AI_MAX_WORDS', 'integer', 'An answer that has so many words ends with its sentence')
  @WholeNumber(5, 1000, 'words')
  maxWords = 90;

  @Setting(
    'AI_TEMPERATURE',
    'number',
    "How freely a model chooses its words, 0–2; not set: the model's own",
    {
      example: 'your_temperature',
    },
  )
  @IsOptional()
  @Min(0, { message: 'must be a number from 0 to 2' })
  @Max(2, { message: 'must be a number from 0 to 2' })
  temperature: number | null = null;

  @Setting('AI_FIRST_TOKEN_TIMEOUT', 'integer', 'A model must begin to answer by then, ms')
  @WholeNumber(100, 60_000, 'ms')
  firstTokenMs = 5_000;

  @Setting('AI_STALL_TIMEOUT', 'integer', 'A model must go on within, ms')
  @WholeNumber(100, 60_000, 'ms')
  stallMs = 3_000;

  get offeredTools(): readonly ToolName[] {
    return this.tools.filter(tool => tool !== 'none');
  }
}
