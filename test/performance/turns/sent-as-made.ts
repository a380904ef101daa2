/**
 * Whether the frames hold what was synthesised, part after part, every sample once and in order; a part's last frame is
 * filled up with silence.
 *
 * @param partly the reply was dropped: its beginning will do
 */
export function sentAsMade(
  frames: readonly Int16Array[],
  parts: readonly (Int16Array | undefined)[],
  partly: boolean,
): boolean {
  const rest = [...frames];
  for (const part of parts) {
    if (!part) return false;
    for (let at = 0; at < part.length;) {
      const frame = rest.shift();
      if (!frame) return partly;
      for (const sample of frame) if (sample !== (part[at++] ?? 0)) return false;
    }
  }
  return rest.length === 0;
}
