import { Setting, WholeNumber } from '@app/config';

export class FvadSettings {
  @Setting(
    'VAD_FVAD_MODE',
    'integer',
    'How strict libfvad is: 0 hears the most, 3 mistakes the least noise for speech',
  )
  @WholeNumber(0, 3)
  mode = 3;
}
