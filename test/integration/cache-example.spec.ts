import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namespaces } from '@app/cache';
import { RedisServer } from '@app/testing';
import { Instance, until } from './cache/support/instances';
import { hoursOf } from './examples/opening-hours/opening-hours';

describe('A cache namespace of one’s own', () => {
  it('is asked once, shared, and listed with the others', async () => {
    const server = await RedisServer.start();
    const [one, two] = await Promise.all([Instance.start(server.url), Instance.start(server.url)]);
    const asked: string[] = [];
    const ask = async (branch: string, day: string): Promise<{ opens: string; closes: string } | null> => {
      asked.push(`${branch} ${day}`);
      return day === 'sunday' ? null : { opens: '9:00', closes: '17:00' };
    };
    const monday = await hoursOf(one.caches, 'north', 'monday', ask);
    await until(async () => (await one.redis.commands.keys('*')).length > 0);
    expect(await hoursOf(two.caches, 'north', 'monday', ask)).toEqual(monday);
    expect([await hoursOf(one.caches, 'north', 'sunday', ask), asked]).toEqual([
      null,
      ['north monday', 'north sunday'],
    ]);
    expect(two.caches.stats().namespaces['opening_hours']).toMatchObject({ entries: 1, hits: { redis: 1 } });
    await Promise.all([one.close(), two.close()]);
    await server.close();
  });

  const page = readFileSync(join(__dirname, '../../docs/caching.md'), 'utf8');

  it('is on the page as it is run here', () => {
    const source = readFileSync(join(__dirname, 'examples/opening-hours/opening-hours.ts'), 'utf8');
    expect(page).toContain(`\`\`\`ts\n${source}\`\`\``);
  });

  it('stands beside those that the page lists', () => {
    for (const { name } of Object.values(namespaces)) expect(page).toContain(`| \`${name}\``);
  });
});
