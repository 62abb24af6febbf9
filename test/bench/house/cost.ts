/** What a process costs: CPU by thread and memory, as the kernel counts them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Percent of one core: all of a process, its first thread, and the busiest of the others (the keeper). */
export type Share = { readonly total: number; readonly main: number; readonly keeper: number };
/** CPU seconds used so far. */
export type Cpu = {
  readonly at: number;
  readonly total: number;
  readonly threads: ReadonlyMap<string, number>;
};

const TICKS_PER_SECOND = 100;

/** Of /proc; all zero where there is none. */
export function cpuOf(pid: number): Cpu {
  const threads = new Map<string, number>();
  try {
    for (const tid of readdirSync(`/proc/${pid}/task`))
      threads.set(tid, ticks(`/proc/${pid}/task/${tid}/stat`));
    return { at: performance.now(), total: ticks(`/proc/${pid}/stat`), threads };
  } catch {
    return { at: performance.now(), total: 0, threads };
  }
}

function ticks(file: string): number {
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Percent of one core between two looks. */
export function share(pid: number, before: Cpu, after: Cpu): Share {
  const seconds = (after.at - before.at) / 1000;
  const percent = (used: number) => Math.round((100 * used) / seconds);
  const used = [...after.threads].map(([tid, now]) => [tid, now - (before.threads.get(tid) ?? 0)] as const);
  const others = used.filter(([tid]) => tid !== String(pid)).map(([, n]) => n);
  return {
    total: percent(after.total - before.total),
    main: percent(used.find(([tid]) => tid === String(pid))?.[1] ?? 0),
    keeper: percent(Math.max(0, ...others)),
  };
}

/** Resident memory in MB. */
export function rssOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Math.round((pages * 4096) / 1e6);
  } catch {
    return 0;
  }
}
