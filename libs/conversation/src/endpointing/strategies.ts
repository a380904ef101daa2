import type { Millis } from '@app/core';
import { AdaptiveEndpointing } from './adaptive-endpointing';
import type { EndpointingStrategy } from './endpointing-strategy';
import { FixedEndpointing } from './fixed-endpointing';

/** Every way to tell the end of a turn: one class, one line. Each is given the silence that ends one when nothing is known. */
export const endpointingStrategies = {
  adaptive: (silenceMs: Millis): EndpointingStrategy => new AdaptiveEndpointing(silenceMs),
  fixed: (silenceMs: Millis): EndpointingStrategy => new FixedEndpointing(silenceMs),
} as const;

export type EndpointingName = keyof typeof endpointingStrategies;

export const endpointingNames = Object.keys(endpointingStrategies) as EndpointingName[];
