import { Setting, WholeNumber } from '@app/config';
import { ArrayNotEmpty, IsOptional, IsString, Matches } from 'class-validator';

export class SherpaTtsSettings {
  @Setting('SHERPA_TTS_MODEL', 'text', 'Directory of a sherpa-onnx voice: VITS (Piper), Kokoro or Matcha', {
    example: 'your_voice_directory',
  })
  @IsOptional()
  @IsString()
  model: string | null = null;

  @Setting('SHERPA_TTS_LANGUAGES', 'list', 'Languages the voice speaks, e.g. en,zh')
  @ArrayNotEmpty({ message: 'must name at least one language' })
  @Matches(/^[a-z]{2,3}(-[a-z0-9]+)*$/i, { each: true, message: 'must be language tags such as en or zh-CN' })
  languages: readonly string[] = ['en'];

  @Setting('SHERPA_TTS_SPEAKER', 'integer', 'Speaker of a voice that has several; a call may name another')
  @WholeNumber(0, 10_000)
  speaker = 0;

  @Setting('SHERPA_TTS_THREADS', 'integer', 'Threads that work on one sentence')
  @WholeNumber(1, 64)
  threads = 1;
}
