/** Pieces of one sound as one. */
export function joinPcm(chunks: readonly Int16Array[]): Int16Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Int16Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
