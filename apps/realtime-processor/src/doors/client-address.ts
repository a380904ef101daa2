import type { IncomingMessage } from 'node:http';
import { normalizeIp } from '@nestjs/throttler';

/** Whether the address at this distance (0: the socket's own) is a proxy of ours. */
export type TrustsProxy = (address: string, distance: number) => boolean;

/**
 * Who asks: the first address, coming from the socket backwards through X-Forwarded-For, that is no proxy of ours. What a
 * client wrote into the header itself lies beyond it and counts for nothing. IPv6 is cut to its /64, which one
 * subscriber has.
 */
export function clientAddress(request: IncomingMessage, trusts: TrustsProxy): string {
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').reverse();
  let address = request.socket.remoteAddress ?? 'unknown';
  for (let distance = 0; distance < forwarded.length && trusts(address, distance); distance++) {
    const next = forwarded[distance]?.trim();
    if (!next) break;
    address = next;
  }
  return normalizeIp(address);
}
