import { IsString } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

/** A recogniser of fixed delays, for load tests. */
export class SimulatedSttSettings {
  @Setting(
    'SIMULATED_STT_PARTIAL_MS',
    'integer',
    'Delay of the simulated recogniser from the last sound to its guess of all words, ms of audio',
  )
  @WholeNumber(0, 60_000, 'ms')
  partialMs = 100;

  @Setting(
    'SIMULATED_STT_FINAL_MS',
    'integer',
    'Delay of the simulated recogniser from the last sound to its final words, ms; at least until it is told that the ' +
      'utterance is over',
  )
  @WholeNumber(0, 60_000, 'ms')
  finalMs = 200;

  @Setting('SIMULATED_STT_TEXT', 'text', 'What the simulated recogniser understands, whatever is said')
  @IsString()
  text = 'hello';
}
