import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheSettings, Caches } from '@app/cache';
import { Configuration, ConfigurationError } from '@app/config';
import type { ProfileSource, SettingsPatch } from '@app/core';
import { VirtualClock } from '@app/testing';
import { HttpProfiles } from './http-profiles';
import { Profiles } from './profiles';
import { readProfile } from './read-profile';
import { StaticProfiles } from './static-profiles';

const ann: SettingsPatch = {
  language: 'en-GB',
  greeting: 'Hello Ann.',
  profile: { name: 'Ann', vip: true, age: 41 },
};

describe('what is known of a caller', () => {
  it('is only what a call can use', () => {
    expect(readProfile(ann)).toEqual(ann);
    const odd = {
      language: '<b>',
      voice: 7,
      greeting: '',
      endpointing: {},
      profile: { a: {}, b: 'x', c: null },
    };
    expect(readProfile(odd)).toEqual({ profile: { b: 'x' } });
    for (const none of [null, 7, 'text', []]) expect(readProfile(none)).toBeNull();
  });

  describe('from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
    const file = join(folder, 'users.json');
    afterAll(() => rmSync(folder, { recursive: true }));

    it('is found by user', async () => {
      writeFileSync(file, JSON.stringify({ ann }));
      const profiles = StaticProfiles.read(file);
      expect(await profiles.find('ann')).toEqual(ann);
      expect(await profiles.find('bob')).toBeNull();
    });

    it.each(['nonsense', '[]', '{"ann":7}'])('stops the start where it is %s', text => {
      writeFileSync(file, text);
      expect(() => StaticProfiles.read(file)).toThrow(ConfigurationError);
    });
  });

  describe('from a service', () => {
    let server: Server;
    let profiles: HttpProfiles;
    let answer: { status: number; body: string };
    const asked: [string | undefined, string | undefined][] = [];

    beforeAll(async () => {
      server = createServer((request, response) => {
        asked.push([request.url, request.headers.authorization]);
        response.writeHead(answer.status).end(answer.body);
      });
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      profiles = new HttpProfiles(`http://127.0.0.1:${port}/users/`, 'secret', 5000);
    });

    afterAll(async () => {
      await profiles.close();
      server.close();
    });

    const find = (user: string): Promise<SettingsPatch | null> =>
      profiles.find(user, AbortSignal.timeout(10_000));

    it('is asked for by name, with the token', async () => {
      answer = { status: 200, body: JSON.stringify(ann) };
      expect(await find('ann/../bob')).toEqual(ann);
      expect(asked).toEqual([['/users/ann%2F..%2Fbob', 'Bearer secret']]);
      answer = { status: 404, body: '' };
      expect(await find('nobody')).toBeNull();
    });

    it.each([
      [500, '', 'provider_transient'],
      [403, '', 'provider_protocol'],
      [200, 'nonsense', 'provider_protocol'],
      [200, '[]', 'provider_protocol'],
      [200, 'x'.repeat(100_000), 'provider_transient'],
    ])('fails for a status of %d', async (status, body, code) => {
      answer = { status, body };
      await expect(find('ann')).rejects.toMatchObject({ code });
    });
  });

  describe('while a call begins', () => {
    let clock: VirtualClock;
    let asked: number;
    let warnings: string[];

    const profilesOf = (find: () => Promise<SettingsPatch | null>): Profiles => {
      clock = new VirtualClock();
      [asked, warnings] = [0, []];
      const source: ProfileSource = {
        find: () => {
          asked++;
          return find();
        },
        close: async () => undefined,
      };
      const settings = Configuration.load([CacheSettings], {}).get(CacheSettings);
      const observer = { hit: (): void => undefined, miss: (): void => undefined };
      const caches = new Caches({
        settings,
        clock,
        redis: null,
        observer: { ...observer, evicted: () => undefined, trouble: () => undefined },
        warn: () => undefined,
      });
      return new Profiles({
        source,
        name: 'test',
        caches,
        clock,
        timeoutMs: 150,
        warn: said => warnings.push(said),
      });
    };

    it('is asked for once', async () => {
      const profiles = profilesOf(async () => ann);
      expect(await profiles.of('ann')).toEqual(ann);
      expect(await profiles.of('ann')).toEqual(ann);
      expect(asked).toBe(1);
      expect(clock.active).toBe(0);
    });

    it('is gone without where it is late, and there for the next call', async () => {
      const { promise, resolve } = Promise.withResolvers<SettingsPatch>();
      const profiles = profilesOf(() => promise);
      const first = profiles.of('ann');
      await clock.run(200);
      expect(await first).toBeNull();
      resolve(ann);
      await clock.run(0);
      expect(await profiles.of('ann')).toEqual(ann);
      expect(warnings).toEqual(['a call begins without its profile: it is late']);
    });

    it('is gone without where it cannot be had, and asked for again', async () => {
      const profiles = profilesOf(() => Promise.reject(new Error('no')));
      expect([await profiles.of('ann'), await profiles.of('ann')]).toEqual([null, null]);
      expect(asked).toBe(2);
      expect(warnings[0]).toBe('a call begins without its profile: no');
    });
  });
});
