import { Setting, WholeNumber } from '@app/config';
import { Matches } from 'class-validator';

/** A model that is not there: what load tests talk to. */
export class SimulatedAiSettings {
  @Setting('SIMULATED_AI_FIRST_TOKEN_MS', 'integer', 'The simulated model thinks for this many ms')
  @WholeNumber(0, 60_000, 'ms')
  firstTokenMs = 300;

  @Setting('SIMULATED_AI_TOKEN_INTERVAL_MS', 'integer', 'Then it writes a word every so many ms')
  @WholeNumber(0, 10_000, 'ms')
  tokenIntervalMs = 20;

  @Setting('SIMULATED_AI_TEXT', 'text', 'What the simulated model answers, whatever it is told')
  @Matches(/[\p{L}\p{N}]/u, { message: 'must hold at least one word' })
  text = 'Thank you for calling. I am a simulated assistant, and I say the same to everybody.';
}
