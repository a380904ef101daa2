import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '../api-docs/decorators';

export const clipEncodings = ['wav', 'mp3', 'pcm16', 'mulaw', 'alaw'] as const;

export type ClipEncoding = (typeof clipEncodings)[number];

/** Largest clip as base64, characters: 60 s of 48 kHz stereo WAV. */
export const MAX_CLIP_CHARACTERS = 16 * 1024 * 1024;

/** One utterance to be answered, outside of any call. */
export class ProcessAudioBody {
  @ApiProperty({
    example: 'call-123',
    description: 'Names the exchange; a reply engine keeps no state for it',
  })
  @IsString()
  @Matches(/^[A-Za-z0-9._~:@+-]{1,128}$/, {
    message: 'callId must be 1 to 128 letters, digits or any of . _ ~ : @ + -',
  })
  callId!: string;

  @ApiProperty({
    description: 'Base64 of a WAV or MP3 file, or of raw samples as `encoding` says; up to 60 s',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CLIP_CHARACTERS)
  audioData!: string;

  @ApiPropertyOptional({ example: 'user-456' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  userId?: string;

  @ApiPropertyOptional({
    enum: clipEncodings,
    description: 'Left out: WAV or MP3 by its first bytes, else pcm16',
  })
  @IsOptional()
  @IsIn(clipEncodings)
  encoding?: ClipEncoding;

  @ApiPropertyOptional({ default: 16000, description: 'Hz of raw samples; 8000 for mulaw and alaw' })
  @IsOptional()
  @IsInt()
  @Min(8000)
  @Max(48_000)
  sampleRate?: number;

  @ApiPropertyOptional({ example: 'en-US' })
  @IsOptional()
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, {
    message: 'language must be a BCP 47 tag such as en-US',
  })
  language?: string;
}
