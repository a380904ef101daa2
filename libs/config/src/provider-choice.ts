import { ArrayNotEmpty, IsOptional, Matches } from 'class-validator';
import { Setting } from './setting';

const Chain = (): PropertyDecorator => (target, property) => {
  IsOptional()(target, property);
  ArrayNotEmpty({ message: 'must name at least one provider' })(target, property);
  Matches(/^[a-z][a-z0-9-]*$/, { each: true, message: 'must be provider names separated by commas' })(
    target,
    property,
  );
};

/**
 * Which providers serve the calls, in order of preference: the next one steps in when one fails. Null, the default:
 * azure where its key is set, else the embedded one.
 */
export class ProviderChoice {
  @Setting('STT_PROVIDER', 'list', 'Speech to text; names separated by commas, the next is the fallback', {
    example: 'embedded',
  })
  @Chain()
  stt: readonly string[] | null = null;

  @Setting('AI_PROVIDER', 'list', 'Replies; names separated by commas, the next is the fallback', {
    example: 'script',
  })
  @Chain()
  ai: readonly string[] | null = null;

  @Setting('TTS_PROVIDER', 'list', 'Text to speech; names separated by commas, the next is the fallback', {
    example: 'embedded',
  })
  @Chain()
  tts: readonly string[] | null = null;
}
