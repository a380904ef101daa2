import { Setting, WholeNumber } from '@app/config';
import { ArrayNotEmpty, IsOptional, IsString, Matches } from 'class-validator';

export class SherpaSttSettings {
  @Setting('SHERPA_STT_MODEL', 'text', 'Directory of a sherpa-onnx streaming transducer (Zipformer)', {
    example: 'your_model_directory',
  })
  @IsOptional()
  @IsString()
  model: string | null = null;

  @Setting('SHERPA_STT_LANGUAGES', 'list', 'Languages the model hears, e.g. en,zh')
  @ArrayNotEmpty({ message: 'must name at least one language' })
  @Matches(/^[a-z]{2,3}(-[a-z0-9]+)*$/i, { each: true, message: 'must be language tags such as en or zh-CN' })
  languages: readonly string[] = ['en'];

  @Setting('SHERPA_STT_THREADS', 'integer', 'Threads that work on one step of recognition')
  @WholeNumber(1, 64)
  threads = 1;
}
