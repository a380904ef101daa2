import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mounts, parseCompose, root } from './support/compose-file';

/** A file, or a folder with something in it: Compose makes an empty one of what is missing. */
function isThere(path: string): boolean {
  if (!existsSync(path)) return false;
  return !statSync(path).isDirectory() || readdirSync(path).length > 0;
}

describe.each(['docker-compose.yml', 'docker-compose.prod.yml'])('%s', name => {
  it('mounts what is there', () => {
    const mounted = Object.values(parseCompose(name).content.services).flatMap(mounts);
    expect(mounted.length).toBeGreaterThan(0);
    expect(mounted.filter(([from]) => !isThere(join(root, from)))).toEqual([]);
  });
});

describe('docker-compose --profile testing run k6 run /scripts/websocket-load-test.js', () => {
  it('has its script', () => {
    const k6 = parseCompose('docker-compose.yml').content.services['k6']!;
    expect(k6.profiles).toEqual(['testing']);
    const [from] = mounts(k6).find(([, to]) => to === '/scripts')!;
    expect(existsSync(join(root, from, 'websocket-load-test.js'))).toBe(true);
  });

  it('has a k6 that knows what it imports', () => {
    const { image } = parseCompose('docker-compose.yml').content.services['k6']!;
    const [major, minor] = image.split(':')[1]!.split('.').map(Number);
    // k6/websockets came with 1.6.
    expect(major! * 100 + minor!).toBeGreaterThanOrEqual(106);
  });
});
