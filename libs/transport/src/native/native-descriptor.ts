import { upgradePath } from '@app/protocol';
import { NativeProtocol } from './native-protocol';
import type { NativeProtocolOptions } from './native-protocol';
import { parseHandshake } from './parse-handshake';

/** The native protocol, as an app lists it. */
export const nativeProtocol = {
  name: 'native',
  path: upgradePath,
  parseHandshake,
  create: (options: NativeProtocolOptions): NativeProtocol => new NativeProtocol(options),
} as const;
