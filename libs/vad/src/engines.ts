import { fvad } from './fvad/fvad.descriptor';

/** Every voice activity engine there is: one folder, one line. */
export const engines = { fvad } as const;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as EngineName[];
