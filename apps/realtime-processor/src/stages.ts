import type { StageDescriptor } from '@app/core';

/** The processing stages of every call, in order: one folder, one line. See docs/processing-stage.md. */
export const stages: readonly StageDescriptor[] = [];
