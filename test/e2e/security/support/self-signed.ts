import { generateKeyPairSync, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];

/** One DER element: tag, length, content. */
function der(tag: number, ...content: (Uint8Array | number[] | string)[]): Buffer {
  const body = Buffer.concat(content.map(each => Buffer.from(each as Uint8Array)));
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const oid = (bytes: number[]): Buffer => der(0x06, bytes);

/** A certificate for localhost that vouches for itself (X.509 version 1), and its key; PEM both. */
export function selfSigned(): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = der(SEQUENCE, oid(ECDSA_WITH_SHA256));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, oid(COMMON_NAME), der(0x0c, 'localhost'))));
  const validity = der(SEQUENCE, der(0x18, '20200101000000Z'), der(0x18, '20990101000000Z'));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(SEQUENCE, der(0x02, [1]), algorithm, name, validity, name, spki);
  const signature = der(0x03, [0], sign('sha256', body, privateKey));
  const cert = der(SEQUENCE, body, algorithm, signature).toString('base64');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
