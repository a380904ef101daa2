import { Agent, request } from 'undici';
import { ProviderError } from '@app/core';
import type { Millis, ProfileSource, SettingsPatch } from '@app/core';
import { readProfile } from './read-profile';

/** A profile is a few lines; whatever is longer is none. */
const LONGEST_BYTES = 64 * 1024;

/** Profiles of a service: `GET <url>/<user>` answers with a profile as JSON, or 404. */
export class HttpProfiles implements ProfileSource {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    private readonly token: string | null,
    timeoutMs: Millis,
  ) {
    this.agent = new Agent({
      connect: { timeout: timeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 60_000,
      maxResponseSize: LONGEST_BYTES,
    });
  }

  async find(userId: string, signal: AbortSignal): Promise<SettingsPatch | null> {
    const { statusCode, body } = await this.ask(userId, signal);
    if (statusCode === 200) return this.read(body);
    if (statusCode === 404) return null;
    throw new ProviderError('profiles', statusCode >= 500 ? 'transient' : 'protocol', `status ${statusCode}`);
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async ask(userId: string, signal: AbortSignal): Promise<{ statusCode: number; body: string }> {
    const url = `${this.url.replace(/\/+$/, '')}/${encodeURIComponent(userId)}`;
    const headers = {
      accept: 'application/json',
      ...(this.token && { authorization: `Bearer ${this.token}` }),
    };
    try {
      const { statusCode, body } = await request(url, { dispatcher: this.agent, headers, signal });
      return { statusCode, body: await body.text() };
    } catch (cause) {
      signal.throwIfAborted();
      throw new ProviderError('profiles', 'transient', 'the service of users does not answer', { cause });
    }
  }

  private read(body: string): SettingsPatch {
    try {
      const profile = readProfile(JSON.parse(body));
      if (profile) return profile;
    } catch {
      // Said below, as for whatever else is no profile.
    }
    throw new ProviderError('profiles', 'protocol', 'the service of users sent no profile');
  }
}
