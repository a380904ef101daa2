import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../../e2e/security/support/self-signed';

const script = join(__dirname, '../../../scripts/healthcheck.mjs');

/** The exit code of the check where such a service listens. */
async function checked(
  server: http.Server,
  environment: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await run({ PORT: String(port), ...environment });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function run(environment: Readonly<Record<string, string>>): Promise<unknown> {
  const child = spawn(process.execPath, [script], { cwd: tmpdir(), env: environment, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as unknown[];
  return code;
}

const alive: RequestListener = ({ url }, response) => {
  response.statusCode = url === '/health/live' ? 200 : 404;
  response.end();
};
const stuck: RequestListener = (_request, response) => {
  response.statusCode = 503;
  response.end();
};

describe('The health check of the container', () => {
  it('is content with a service that lives', async () => {
    expect(await checked(http.createServer(alive))).toBe(0);
    expect(await checked(http.createServer(alive), { HOST: '0.0.0.0' })).toBe(0);
  });

  it('is not where only a restart would help, or nobody listens', async () => {
    expect(await checked(http.createServer(stuck))).toBe(1);
    expect(await run({ PORT: '1' })).toBe(1);
  });

  it('speaks TLS where the service does, whatever the certificate says', async () => {
    const { cert, key } = selfSigned();
    const tls = { TLS_CERT_FILE: '/etc/tls/tls.crt' };
    expect(await checked(https.createServer({ cert, key }, alive), tls)).toBe(0);
    expect(await checked(http.createServer(alive), { TLS_CERT_FILE: 'your_certificate' })).toBe(0);
  });
});
