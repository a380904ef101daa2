import { isIP } from 'node:net';
import { IsOptional, IsString, ValidateBy } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import type { CrossChecked } from '@app/config';

const MINUTE_MS = 60_000;

/** Who may come to the doors, how slowly, and what lies before them. */
export class DoorSettings implements CrossChecked {
  @Setting(
    'CORS_ORIGINS',
    'list',
    'Origins whose pages may call and ask, separated by commas; * is any; pages of this machine always, outside production',
    { example: 'https://console.example.com' },
  )
  @Each('isOrigin', isOrigin, 'must be origins such as https://console.example.com, or *')
  corsOrigins: readonly string[] = [];

  @Setting(
    'TRUST_PROXY',
    'list',
    'Whose X-Forwarded-For is believed: false, how many proxies stand in front (true is 1), or their addresses',
  )
  @Each(
    'isProxy',
    isProxy,
    'must be false, true, a number of proxies, or addresses and networks separated by commas',
  )
  trustProxy: readonly string[] = ['false'];

  @Setting('TLS_CERT_FILE', 'text', 'PEM certificate with its chain: HTTPS and WSS instead of HTTP and WS', {
    example: '/etc/tls/tls.crt',
  })
  @IsOptional()
  @IsString()
  tlsCertFile: string | null = null;

  @Setting('TLS_KEY_FILE', 'text', 'PEM private key of that certificate', { example: '/etc/tls/tls.key' })
  @IsOptional()
  @IsString()
  tlsKeyFile: string | null = null;

  @Setting(
    'METRICS_PORT',
    'integer',
    'A port of its own for /metrics, /connections and /admin, which then are not on PORT',
    { example: '9464' },
  )
  @IsOptional()
  @WholeNumber(0, 65_535)
  metricsPort: number | null = null;

  @Setting('METRICS_HOST', 'text', 'Address that port listens on; without a token, so keep it inside', {
    example: '127.0.0.1',
  })
  @IsOptional()
  @IsString()
  metricsHost: string | null = null;

  @Setting('HEADERS_TIMEOUT_MS', 'integer', 'Until the head of a request or handshake is there whole, ms')
  @WholeNumber(100, 10 * MINUTE_MS, 'ms')
  headersTimeoutMs = 10_000;

  @Setting('REQUEST_TIMEOUT_MS', 'integer', 'Until a request is there whole, its body too, ms')
  @WholeNumber(100, 10 * MINUTE_MS, 'ms')
  requestTimeoutMs = 30_000;

  @Setting(
    'MAX_UNFINISHED_SOCKETS',
    'integer',
    'Sockets that have not asked for anything yet; beyond, the oldest is cut',
  )
  @WholeNumber(1, 100_000)
  maxUnfinishedSockets = 1000;

  problems(): readonly string[] {
    const problems: string[] = [];
    if ((this.tlsCertFile === null) !== (this.tlsKeyFile === null)) {
      problems.push('TLS_CERT_FILE: must be set together with TLS_KEY_FILE');
    }
    if (this.trustProxy.length > 1 && this.trustProxy.some(entry => !isNetwork(entry))) {
      problems.push('TRUST_PROXY: must be one word or number, or else addresses only');
    }
    return problems;
  }

  /** As express wants it. `true` is one proxy: to believe whoever says so would let everybody choose an address. */
  get proxies(): boolean | number | string[] {
    const [first = 'false'] = this.trustProxy;
    if (isNetwork(first)) return [...this.trustProxy];
    if (/^\d+$/.test(first)) return Number(first);
    return /^(true|yes|on)$/i.test(first) ? 1 : false;
  }
}

function Each(name: string, holds: (entry: string) => boolean, message: string): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    Array.isArray(value) && value.every(entry => typeof entry === 'string' && holds(entry));
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } });
}

function isOrigin(entry: string): boolean {
  if (entry === '*') return true;
  return /^https?:\/\//.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry.toLowerCase();
}

function isProxy(entry: string): boolean {
  return /^(true|yes|on|false|no|off|\d{1,2})$/i.test(entry) || isNetwork(entry);
}

/** An address, a network, or express's names for those of a machine, a link and a site. */
function isNetwork(entry: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true;
  const [address = '', bits] = entry.split('/', 2);
  const version = isIP(address);
  return (
    version !== 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}
