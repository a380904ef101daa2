import { nativeProtocol } from '@app/transport';

/** Every wire protocol there is: one folder, one line. */
export const protocols = [nativeProtocol] as const;
