import { Setting, WholeNumber } from '@app/config';
import { IsIn } from 'class-validator';
import { fliteVoices } from './flite-voices';
import type { FliteVoice } from './flite-voices';

export class EmbeddedTtsSettings {
  @Setting('EMBEDDED_TTS_WORKERS', 'integer', 'Threads that synthesise speech; one runs from the start')
  @WholeNumber(1, 64)
  workers = 2;

  @Setting('EMBEDDED_TTS_VOICE', 'text', `English voice of calls that name none: ${fliteVoices.join(', ')}`)
  @IsIn(fliteVoices, { message: `must be one of ${fliteVoices.join(', ')}` })
  voice: FliteVoice = 'slt';
}
