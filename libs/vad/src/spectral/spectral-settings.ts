import { Max, Min } from 'class-validator';
import { Setting } from '@app/config';

const range = { message: 'must be a number from 0.05 to 0.95' };

export class SpectralSettings {
  @Setting(
    'VAD_SPECTRAL_THRESHOLD',
    'number',
    'How likely a frame must be speech for the spectral detector to say so: lower hears more, higher mistakes less noise',
  )
  @Min(0.05, range)
  @Max(0.95, range)
  threshold = 0.6;
}
