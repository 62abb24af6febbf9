/**
 * The screen's computer has its processor to itself; here service and generator share it with the browser. They are given only
 * what the browser leaves, so that a long frame is the page's and not theirs.
 *
 * Linux shares the processor first between sessions and then within each, so both count: what is started by this process
 * after `stepBack` is of its session and of low priority; the browser has a session of its own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const INNER = 'GIULANH_BENCH_SESSION';

/** Runs this program once more in a session of its own and answers its exit status; null: this is that run, go on. */
export async function inOwnSession(): Promise<number | null> {
  if (process.env[INNER] !== undefined) return null;
  const inner = spawn(process.execPath, process.argv.slice(1), {
    detached: true,
    stdio: 'inherit',
    env: { ...process.env, [INNER]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => inner.kill(signal));
  const [code] = (await once(inner, 'exit')) as [number | null];
  return code ?? 1;
}

/** To be called when the browser runs and before anything else is started. */
export function stepBack(): void {
  setPriority(constants.priority.PRIORITY_LOW);
  try {
    writeFileSync('/proc/self/autogroup', String(constants.priority.PRIORITY_LOW));
  } catch {
    // A system that does not share by session has no such file, and needs none.
  }
}
