import { IsIn } from 'class-validator';
import { Setting } from '@app/config';
import { engineNames } from './engines';
import type { EngineName } from './engines';

export class VadSettings {
  @Setting('VAD_ENGINE', 'text', `Voice activity detection: ${engineNames.join(', ')}`)
  @IsIn(engineNames, { message: `must be one of ${engineNames.join(', ')}` })
  engine: EngineName = 'hybrid';
}
