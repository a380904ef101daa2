// Asks the service in this container whether only a restart would help: 0 if it would not. What its certificate says does
// not matter here, nobody stands in between.
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

if (existsSync('.env')) process.loadEnvFile('.env');
const { HOST = '0.0.0.0', PORT = '3002', TLS_CERT_FILE = '' } = process.env;
const anywhere = ['0.0.0.0', '::', ''].includes(HOST);
const encrypted = TLS_CERT_FILE !== '' && !TLS_CERT_FILE.startsWith('your_');

const request = (encrypted ? https : http).get({
  host: anywhere ? '127.0.0.1' : HOST,
  port: PORT,
  path: '/health/live',
  rejectUnauthorized: false,
  timeout: 2500,
});
request.on('response', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
request.on('timeout', () => request.destroy(new Error('no answer')));
request.on('error', ({ message }) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
