import { Setting, WholeNumber } from '@app/config';

/** The recogniser inside the package. */
export class EmbeddedSttSettings {
  @Setting(
    'EMBEDDED_MAX_CALLS',
    'integer',
    'Calls the embedded recogniser hears at once; the next one is refused',
  )
  @WholeNumber(1, 200)
  maxCalls = 15;
}
