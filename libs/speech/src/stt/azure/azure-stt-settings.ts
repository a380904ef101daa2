import { ArrayMaxSize, Matches } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { AzureSpeechSettings } from '../../azure/azure-speech-settings';

/** The recogniser of Azure Speech. */
export class AzureSttSettings extends AzureSpeechSettings {
  @Setting(
    'AZURE_STT_LANGUAGES',
    'list',
    'Languages callers may speak beside that of their call, e.g. en-US,de-DE: they are told apart; none costs no time',
  )
  @Matches(/^[a-z]{2,3}(-[A-Za-z0-9]+)+$/, { each: true, message: 'must be language tags such as en-US' })
  @ArrayMaxSize(10, { message: 'must be at most 10 languages' })
  languages: readonly string[] = [];

  @Setting(
    'AZURE_STT_CHUNK_MS',
    'integer',
    'Audio goes to the recogniser in pieces of so many ms, and at once where the caller pauses',
  )
  @WholeNumber(20, 100, 'ms')
  chunkMs = 100;

  @Setting(
    'AZURE_STT_SEGMENTATION_MS',
    'integer',
    'Silence after which the service takes a phrase for finished, ms',
  )
  @WholeNumber(100, 5000, 'ms')
  segmentationMs = 500;

  @Setting(
    'AZURE_STT_STABLE_THRESHOLD',
    'integer',
    'How often the service hears a word in its guesses before it tells it; 0 tells all at once',
  )
  @WholeNumber(0, 10)
  stableThreshold = 0;

  @Setting(
    'AZURE_STT_WARM',
    'integer',
    'Connections kept open for callers about to speak, for each language in use',
  )
  @WholeNumber(0, 100)
  warm = 2;

  @Setting(
    'AZURE_STT_IDLE_MS',
    'integer',
    "A call's connection is closed when its caller has said nothing for so long, ms",
  )
  @WholeNumber(0, 600_000, 'ms')
  idleMs = 15_000;

  @Setting('AZURE_STT_CONNECT_MS', 'integer', 'A connection must be open by then, ms')
  @WholeNumber(100, 60_000, 'ms')
  connectMs = 2_000;

  @Setting(
    'AZURE_STT_FINAL_MS',
    'integer',
    'Words that were guessed must be final so soon after the utterance, ms',
  )
  @WholeNumber(100, 60_000, 'ms')
  finalMs = 2_000;
}
