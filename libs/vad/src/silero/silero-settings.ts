import { Max, Min } from 'class-validator';
import { Setting } from '@app/config';

const range = { message: 'must be a number from 0.2 to 0.95' };

export class SileroSettings {
  @Setting(
    'VAD_SILERO_THRESHOLD',
    'number',
    'How likely 32 ms must be speech for Silero, alone or in the hybrid, to say so: lower hears more, higher mistakes less noise',
  )
  @Min(0.2, range)
  @Max(0.95, range)
  threshold = 0.5;
}
