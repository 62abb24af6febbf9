/** Starts one of the servers beside this file as a process, hears what it took, and tells it how to behave. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Asked, HttpMode } from './http-server.ts';
import type { SmtpMode } from './smtp-server.ts';

export type Mail = { readonly to: readonly string[]; readonly raw: string };
export type Child<T, M> = {
  readonly port: number;
  /** All that it took, the oldest first. */
  readonly took: readonly T[];
  /** Resolves when it took so many. */
  tookAll(count: number): Promise<readonly T[]>;
  behave(mode: M): Promise<void>;
  stop(): Promise<void>;
};

export const startSmtp = (env: Record<string, string> = {}): Promise<Child<Mail, SmtpMode>> =>
  start('smtp-server.ts', env);
export const startHttpServer = (): Promise<Child<Asked, HttpMode>> => start('http-server.ts', {});

type Said<T> = { type: 'listening'; port: number } | { type: 'took'; what: T } | { type: 'mode' };

async function start<T, M>(file: string, env: Record<string, string>): Promise<Child<T, M>> {
  const child = fork(join(import.meta.dirname, file), { execArgv: [], env: { ...process.env, ...env } });
  const took: T[] = [];
  const woken = new Set<() => void>();
  const modes: (() => void)[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    child.on('message', (said: Said<T>) => {
      if (said.type === 'listening') resolve(said.port);
      if (said.type === 'mode') modes.shift()?.();
      if (said.type !== 'took') return;
      took.push(said.what);
      for (const wake of woken) wake();
    });
  });
  return {
    port,
    took,
    tookAll: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (took.length < count) return;
          woken.delete(look);
          resolve(took);
        };
        woken.add(look);
        look();
      }),
    behave: (mode) =>
      new Promise((resolve) => {
        modes.push(resolve);
        child.send(mode as object);
      }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
