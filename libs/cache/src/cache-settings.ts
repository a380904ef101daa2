import { IsBoolean, IsString } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

const MIB = 1024 * 1024;
const WEEK_S = 604_800;

/** What is kept, how long and how much of it. */
export class CacheSettings {
  @Setting(
    'CACHE_ENABLED',
    'flag',
    'Keep what was recognised, answered and spoken, for whoever asks the same',
  )
  @IsBoolean({ message: 'must be true or false' })
  enabled = true;

  @Setting('CACHE_TTL_STT_RESULTS', 'integer', 'How long transcripts are kept, s')
  @WholeNumber(1, WEEK_S, 's')
  sttTtl = 3600;

  @Setting('CACHE_TTL_AI_RESPONSES', 'integer', 'How long answers of a model are kept, s')
  @WholeNumber(1, WEEK_S, 's')
  aiTtl = 900;

  @Setting('CACHE_TTL_TTS_AUDIO', 'integer', 'How long spoken sentences are kept, s')
  @WholeNumber(1, WEEK_S, 's')
  ttsTtl = 7200;

  @Setting('CACHE_TTL_PROFILES', 'integer', 'How long the profiles of users are kept, s')
  @WholeNumber(1, WEEK_S, 's')
  profileTtl = 300;

  @Setting('CACHE_MAX_SIZE_STT', 'integer', 'So many transcripts in memory')
  @WholeNumber(1, 1_000_000)
  sttEntries = 2000;

  @Setting('CACHE_MAX_SIZE_AI', 'integer', 'So many answers in memory')
  @WholeNumber(1, 1_000_000)
  aiEntries = 1000;

  @Setting('CACHE_MAX_SIZE_TTS', 'integer', 'So many spoken sentences in memory')
  @WholeNumber(1, 1_000_000)
  ttsEntries = 200;

  @Setting('CACHE_MAX_BYTES', 'integer', 'All of it together takes no more memory than this, bytes')
  @WholeNumber(MIB, 64 * 1024 * MIB, 'bytes')
  maxBytes = 64 * MIB;

  @Setting(
    'CACHE_PRELOADING_ENABLED',
    'flag',
    'Synthesise common sentences in the background after the start',
  )
  @IsBoolean({ message: 'must be true or false' })
  preloading = true;

  @Setting('CACHE_PRELOAD_FILE', 'text', 'Sentences to preload beside those of the script, one a line')
  @IsString()
  preloadFile = '';

  @Setting('CACHE_PRELOAD_PER_SECOND', 'integer', 'So many sentences a second are synthesised ahead of need')
  @WholeNumber(1, 100)
  preloadPerSecond = 4;

  @Setting('ENABLE_PREDICTIVE_CACHING', 'flag', 'Synthesise the likeliest next answers while nobody waits')
  @IsBoolean({ message: 'must be true or false' })
  predictive = true;
}
