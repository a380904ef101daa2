import type { SpeechRun } from '../speaking/word-times';

const PAUSE = 'pau';

/** Reads Flite's list of sounds (`-psdur`): `pau:0.164 hh:0.233 ax:0.282 …`, each with its end in seconds. */
export function fliteRuns(segments: string): SpeechRun[] {
  const runs: { startMs: number; endMs: number; cutsMs: number[] }[] = [];
  let from = 0;
  let paused = true;
  for (const [, name, end] of segments.matchAll(/(\S+):([\d.]+)/g)) {
    const to = Number(end) * 1000;
    if (name !== PAUSE) {
      if (paused) runs.push({ startMs: from, endMs: to, cutsMs: [] });
      const run = runs.at(-1);
      run?.cutsMs.push(to);
      if (run) run.endMs = to;
    }
    paused = name === PAUSE;
    from = to;
  }
  return runs;
}
