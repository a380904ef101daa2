/** The best correlation of two signals over small shifts: 1 for the same sound, 0 for unrelated ones. */
export function likeness(a: Int16Array, b: Int16Array, shifts: number): number {
  let best = 0;
  for (let shift = 0; shift < shifts; shift++) {
    let cross = 0;
    let aa = 0;
    let bb = 0;
    for (let i = 0; i + shift < b.length && i < a.length; i++) {
      cross += a[i]! * b[i + shift]!;
      aa += a[i]! ** 2;
      bb += b[i + shift]! ** 2;
    }
    best = Math.max(best, cross / Math.sqrt(aa * bb || 1));
  }
  return best;
}
