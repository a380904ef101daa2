// What whoever runs the image relies on, tried on the image as it is run: see container.mjs.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../build.mjs';
import { Container } from './container.mjs';
import { hold } from './tell.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** What this working tree has for callers, run with the secret of the service. */
function tool(secret, script, ...args) {
  const env = { ...process.env, JWT_SECRET: secret };
  return execFileSync(process.execPath, [join(root, 'scripts', script), ...args], { encoding: 'utf8', env });
}

function isLocked({ status, stderr }) {
  return status !== 0 && stderr.includes('Read-only file system');
}

/** What Kubernetes tells Node and the port of operators. */
function asDeployed() {
  const { data } = parse(readFileSync(join(root, 'deploy/k8s/configmap.yaml'), 'utf8'));
  const { METRICS_PORT, METRICS_HOST, NODE_OPTIONS } = data;
  return { METRICS_PORT, METRICS_HOST, NODE_OPTIONS };
}

/** Without a token there, and nowhere else. */
async function tellsMetrics(url, metricsPort) {
  const [apart, beside] = await Promise.all([
    fetch(`http://127.0.0.1:${metricsPort}/metrics`),
    fetch(`${url}/metrics`),
  ]);
  const told = await apart.text();
  return apart.status === 200 && told.includes('realtime_build_info') && beside.status === 404;
}

async function isWell(url, token) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return answer.status === 200;
}

/** A whole call, which needs the engines, their models and worker threads. */
function call(secret, token, port) {
  const said = ['--say', 'hello i am calling about your car insurance'];
  tool(secret, 'call.mjs', ...said, '--token', token, '--url', `ws://127.0.0.1:${port}`);
}

/** @param files the root of a container; @param config of its image */
export async function tryOut(files, config) {
  const [port, secret] = [await freePort(), randomBytes(32).toString('hex')];
  const token = tool(secret, 'token.mjs', '--user', 'image', '--scopes', 'call,ops').trim();
  const deployed = asDeployed();
  const environment = {
    ...deployed,
    PORT: port,
    HOST: '127.0.0.1',
    JWT_SECRET: secret,
    LOG_LEVEL: 'warn',
  };
  const container = new Container(files, config, environment);
  const url = `http://127.0.0.1:${port}`;
  container.start();
  const live = await container.answers(`${url}/health/live`, 30_000);
  hold(live.status === 200, '/health/live answers 200');
  hold(await isWell(`${url}/health`, token), '/health answers 200');
  hold(
    await tellsMetrics(url, deployed.METRICS_PORT),
    `/metrics is on ${deployed.METRICS_PORT}, and nowhere else`,
  );
  hold(
    container.uids.every(uid => uid === 1000),
    'it is user 1000',
  );
  hold(isLocked(container.run(['touch', '/app/dist/x'])), 'its root cannot be written to');
  hold(container.run(['touch', '/tmp/x']).status === 0, '/tmp can');
  hold(container.run(config.Healthcheck.Test.slice(1)).status === 0, 'its HEALTHCHECK is content');
  const loading = readFileSync(join(root, 'scripts/image/load-everything.mjs'), 'utf8');
  const loaded = container.run(['node', '--input-type=module', '-'], loading);
  hold(loaded.status === 0, loaded.status === 0 ? loaded.stdout.trim() : loaded.stderr);
  call(secret, token, port);
  hold(true, 'a caller is answered');
  hold((await container.stop(30_000)) === 0, 'as the first process it ends with 0 at SIGTERM');
}
