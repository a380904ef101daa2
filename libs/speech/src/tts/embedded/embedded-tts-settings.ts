import { Setting, WholeNumber } from '@app/config';

/** The synthesiser inside the package. */
export class EmbeddedTtsSettings {
  @Setting('EMBEDDED_TTS_WORKERS', 'integer', 'Threads that synthesise speech with the embedded engine')
  @WholeNumber(1, 32)
  workers = 2;
}
