import { IsString } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

/** A recogniser of fixed delay, for load tests. */
export class SimulatedSttSettings {
  @Setting(
    'SIMULATED_STT_FINAL_MS',
    'integer',
    'Delay of the simulated recogniser from end of speech to final, ms',
  )
  @WholeNumber(0, 60_000, 'ms')
  finalMs = 200;

  @Setting('SIMULATED_STT_TEXT', 'text', 'What the simulated recogniser understands, whatever is said')
  @IsString()
  text = 'hello';
}
