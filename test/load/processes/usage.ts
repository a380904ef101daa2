import { readFileSync, readdirSync } from 'node:fs';

/** The kernel's clock ticks, sysconf(_SC_CLK_TCK): 100 on every Linux there is. */
const TICKS_PER_S = 100;

/** What a process has used so far, and holds now. */
export interface Usage {
  /** User and system time of all its threads, s. */
  readonly cpuS: number;
  readonly rssMb: number;
  readonly handles: number;
}

/** @see proc(5). @throws where there is no such process, or no /proc */
export function usageOf(pid: number): Usage {
  // The name of the program is in brackets and may hold spaces; what follows does not.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const kb = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return {
    cpuS: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S,
    rssMb: kb / 1024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** Processes that one has started, the oldest first. @see proc(5) */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
