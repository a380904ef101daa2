/** What a connection must keep within. */
export const limits = {
  /** A text message, bytes. A longer one closes the socket with 1009. */
  maxMessageBytes: 256 * 1024,
  /** A binary message, bytes. */
  maxBinaryBytes: 64 * 1024,
  /** Caller audio in one message, ms. The floor holds for `audio_chunk` only, where a message costs more than its audio. */
  minChunkMs: 10,
  maxChunkMs: 1000,
  /** Hz of caller audio. */
  minSampleRate: 8000,
  maxSampleRate: 48_000,
  /** Framing violations in a row before the socket is closed with 1008. */
  framingViolations: 3,
  /** The server pings this often, and closes after so many pings without an answer. */
  pingIntervalMs: 20_000,
  pingMisses: 3,
  /** Nesting of a JSON message. */
  maxDepth: 6,
} as const;
