import { IsOptional, IsString, IsUrl } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

/** What is known of users before they call, and who is asked for it. */
export class ProfileSettings {
  @Setting('USER_MANAGEMENT_URL', 'text', 'Asked for what is known of a caller, by GET <url>/<user>', {
    example: 'your_user_management_url',
  })
  @IsOptional()
  @IsUrl(
    { require_tld: false, protocols: ['http', 'https'], require_protocol: true },
    {
      message: 'must be an http or https URL',
    },
  )
  url: string | null = null;

  @Setting('USER_MANAGEMENT_TOKEN', 'text', 'Sent to it as a bearer token', {
    secret: true,
    example: 'your_token',
  })
  @IsOptional()
  @IsString()
  token: string | null = null;

  @Setting(
    'USER_PROFILES_FILE',
    'text',
    'JSON of users and what is known of them, where nobody is to be asked',
  )
  @IsString()
  file = '';

  @Setting('USER_PROFILE_TIMEOUT_MS', 'integer', 'A call waits no longer than this for its profile, ms')
  @WholeNumber(10, 5000, 'ms')
  timeoutMs = 150;
}
