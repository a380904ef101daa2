import { IsString, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { parseRedisUrl } from './redis-address';

/** The Redis that instances share. Without one, each is alone. */
export class RedisSettings {
  @Setting(
    'REDIS_URL',
    'text',
    'redis://, rediss://, redis+sentinel://a,b/master or redis+cluster://a,b; none: nothing is shared',
    { secret: true },
  )
  @ValidateIf((settings: RedisSettings) => settings.url !== '')
  @IsString()
  @ValidateBy(
    { name: 'redisUrl', validator: { validate: value => parseRedisUrl(String(value)) !== null } },
    {
      message:
        'must be redis://host:port/db, redis+sentinel://host:port,host:port/master or redis+cluster://host:port',
    },
  )
  url = '';

  @Setting('REDIS_COMMAND_TIMEOUT_MS', 'integer', 'A command of Redis that takes longer has failed, ms')
  @WholeNumber(10, 60_000, 'ms')
  commandTimeoutMs = 1000;

  @Setting(
    'REDIS_PREFIX',
    'text',
    'What every key and channel begins with; another for each service on one Redis',
  )
  @Matches(/^[A-Za-z0-9._:-]{0,64}$/, { message: 'must be up to 64 letters, digits or any of . _ : -' })
  prefix = 'voice:';
}
