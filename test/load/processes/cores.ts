import { readFileSync } from 'node:fs';

/** One core for the service, another for what drives and answers it. */
export interface Cores {
  readonly service: number;
  readonly driver: number;
}

/** @param text as the kernel lists CPUs, `0-2,5` */
export function cpusIn(text: string): number[] {
  return text
    .trim()
    .split(',')
    .filter(Boolean)
    .flatMap(range => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
}

/**
 * Two of those that this process may use. Threads of one core would get into each other's way, so the second is another core's
 * where there is one.
 * @param siblingsOf threads of the core of one, itself among them
 * @returns null where there is only one
 */
export function chooseCores(
  allowed: readonly number[],
  siblingsOf: (cpu: number) => readonly number[],
): Cores | null {
  const [service, second] = allowed;
  if (service === undefined || second === undefined) return null;
  const siblings = siblingsOf(service);
  return { service, driver: allowed.find(cpu => !siblings.includes(cpu)) ?? second };
}

/** @returns null where the kernel does not tell, or there is only one */
export function coresHere(): Cores | null {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const allowed = cpusIn(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
    return chooseCores(allowed, siblingsOf);
  } catch {
    return null;
  }
}

function siblingsOf(cpu: number): number[] {
  try {
    return cpusIn(readFileSync(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, 'utf8'));
  } catch {
    return [cpu];
  }
}
