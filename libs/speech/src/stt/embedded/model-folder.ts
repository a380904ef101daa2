import { dirname, join, sep } from 'node:path';

/** The acoustic model inside the recogniser's package; a path with a separator at its end, as it wants it. */
export const MODEL_FOLDER = join(dirname(require.resolve('soundswallower')), 'model') + sep;
