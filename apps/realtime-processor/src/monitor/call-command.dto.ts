import { IsIn, IsObject, IsString, Length, Matches, ValidateIf } from 'class-validator';
import { sizes } from '@app/protocol';
import { ApiProperty, ApiPropertyOptional } from '../api-docs/decorators';

export const commandTypes = ['say', 'end', 'update', 'transfer'] as const;

export type CommandType = (typeof commandTypes)[number];

const onlyFor = (type: CommandType): PropertyDecorator =>
  ValidateIf((body: CommandBody) => body.type === type);

/** What an operator wants of a live call. */
export class CommandBody {
  @ApiProperty({ enum: commandTypes })
  @IsIn(commandTypes)
  type!: CommandType;

  @ApiPropertyOptional({ description: 'say: what the assistant is to say, as soon as nobody speaks' })
  @onlyFor('say')
  @IsString()
  @Length(1, sizes.textInput)
  text?: string;

  @ApiPropertyOptional({
    description: 'transfer: whom to connect the caller to; the client is told by tool_call',
  })
  @onlyFor('transfer')
  @IsString()
  @Matches(/^[\x21-\x7e]{1,256}$/, { message: 'to must be 1 to 256 printable characters without blanks' })
  to?: string;

  @ApiPropertyOptional({ description: 'update: any of the settings that session_update takes' })
  @onlyFor('update')
  @IsObject()
  settings?: Record<string, unknown>;
}
