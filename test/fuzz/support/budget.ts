/** How many messages, and which: FUZZ_MESSAGES and FUZZ_SEED; the same seed sends the same. */
export const MESSAGES = Number(process.env['FUZZ_MESSAGES'] ?? 5000);
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123);

/** Twenty times what it takes on a machine that does nothing else. */
export const TIMEOUT_MS = 60_000 + MESSAGES * 20;
