import { Setting } from '@app/config';
import { IsString } from 'class-validator';

/** The reply script. */
export class ScriptSettings {
  @Setting(
    'SCRIPT_FILE',
    'text',
    'A reply script of your own (docs/script.md); empty: the one that comes along',
  )
  @IsString({ message: 'must be the path of a YAML file' })
  file = '';
}
