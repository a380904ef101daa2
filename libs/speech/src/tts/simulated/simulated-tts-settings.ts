import { Setting, WholeNumber } from '@app/config';

/** Speech of fixed delay, for load tests. */
export class SimulatedTtsSettings {
  @Setting('SIMULATED_TTS_FIRST_MS', 'integer', 'Delay of the simulated synthesiser to its first audio, ms')
  @WholeNumber(0, 60_000, 'ms')
  firstAudioMs = 150;
}
