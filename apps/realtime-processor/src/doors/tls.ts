import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { NestApplicationOptions } from '@nestjs/common';
import { ConfigurationError } from '@app/config';
import type { DoorSettings } from './door-settings';

type TlsOptions = NonNullable<NestApplicationOptions['httpsOptions']>;

/**
 * What the server needs to speak TLS itself; null: it speaks plainly.
 * @throws ConfigurationError naming the variable whose file cannot be used
 */
export function tlsOptions({ tlsCertFile, tlsKeyFile, headersTimeoutMs }: DoorSettings): TlsOptions | null {
  if (tlsCertFile === null || tlsKeyFile === null) return null;
  const cert = read('TLS_CERT_FILE', tlsCertFile);
  const key = read('TLS_KEY_FILE', tlsKeyFile);
  // TLS 1.2 is the least that Node speaks.
  const options = { cert, key, handshakeTimeout: headersTimeoutMs };
  try {
    createSecureContext(options);
  } catch {
    throw new ConfigurationError([
      'TLS_CERT_FILE: must be a PEM certificate, and TLS_KEY_FILE its private key',
    ]);
  }
  return options;
}

function read(variable: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new ConfigurationError([`${variable}: the file cannot be read (${code})`]);
  }
}
