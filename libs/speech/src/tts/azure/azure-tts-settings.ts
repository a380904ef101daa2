import { IsObject, IsOptional, Matches } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { AzureSpeechSettings } from '../../azure/azure-speech-settings';

const CHANGE = /^[+-]\d{1,3}(\.\d+)?%$/;

/** The voices of Azure Speech. */
export class AzureTtsSettings extends AzureSpeechSettings {
  @Setting(
    'AZURE_TTS_VOICES',
    'json',
    'Voices by language, e.g. {"en-US": "en-US-AvaMultilingualNeural"}; others speak with the voice known for them',
  )
  @IsOptional()
  @IsObject({ message: 'must be a JSON object of voices by language' })
  voices: Readonly<Record<string, unknown>> | null = null;

  @Setting('AZURE_TTS_STYLE', 'text', 'Style of voices that have one, e.g. customerservice')
  @IsOptional()
  @Matches(/^[a-z-]{1,40}$/, { message: 'must be the name of a style such as customerservice' })
  style: string | null = null;

  @Setting('AZURE_TTS_RATE', 'text', 'How much faster or slower they speak, e.g. +10%')
  @IsOptional()
  @Matches(CHANGE, { message: 'must be a change such as +10%' })
  rate: string | null = null;

  @Setting('AZURE_TTS_PITCH', 'text', 'How much higher or lower they speak, e.g. -5%')
  @IsOptional()
  @Matches(CHANGE, { message: 'must be a change such as -5%' })
  pitch: string | null = null;

  @Setting('AZURE_SPEECH_POOL_MIN', 'integer', 'Connections of voices that are kept open, ready to speak')
  @WholeNumber(0, 1000)
  poolMin = 2;

  @Setting('AZURE_SPEECH_POOL_MAX', 'integer', 'Connections of voices at most; who needs one more waits')
  @WholeNumber(1, 10_000)
  poolMax = 200;

  @Setting(
    'AZURE_SPEECH_POOL_IDLE_MS',
    'integer',
    'Others are closed when they were not needed for so long, ms',
  )
  @WholeNumber(1000, 3_600_000, 'ms')
  idleMs = 60_000;

  @Setting('AZURE_TTS_CONNECT_MS', 'integer', 'A connection must be open by then, ms')
  @WholeNumber(100, 60_000, 'ms')
  connectMs = 2_000;

  @Setting('AZURE_TTS_FIRST_BYTE_MS', 'integer', 'A voice must begin to speak by then, ms')
  @WholeNumber(100, 60_000, 'ms')
  firstByteMs = 2_000;

  @Setting('AZURE_TTS_STALL_MS', 'integer', 'It may pause in its sending for so long, ms')
  @WholeNumber(100, 60_000, 'ms')
  stallMs = 2_000;

  @Setting('AZURE_TTS_TOTAL_MS', 'integer', 'It must have sent a sentence whole by then, ms')
  @WholeNumber(1000, 600_000, 'ms')
  totalMs = 60_000;

  override problems(...given: Parameters<AzureSpeechSettings['problems']>): readonly string[] {
    return [...super.problems(...given), ...poolProblems(this), ...voiceProblems(this.voices)];
  }
}

const poolProblems = ({ poolMin, poolMax }: AzureTtsSettings): string[] =>
  poolMin > poolMax ? ['AZURE_SPEECH_POOL_MIN: must not be above AZURE_SPEECH_POOL_MAX'] : [];

const voiceProblems = (voices: AzureTtsSettings['voices']): string[] =>
  Object.values(voices ?? {}).every(voice => typeof voice === 'string' && voice !== '')
    ? []
    : ['AZURE_TTS_VOICES: must be a JSON object of voices by language'];
