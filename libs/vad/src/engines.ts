import { fvad } from './fvad/fvad.descriptor';
import { hybrid } from './hybrid/hybrid.descriptor';
import { silero } from './silero/silero.descriptor';
import { spectral } from './spectral/spectral.descriptor';

/** Every voice activity engine there is: one folder, one line. */
export const engines = { hybrid, silero, spectral, fvad } as const;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as EngineName[];
