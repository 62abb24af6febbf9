/** Many live viewers of a service as a process beside the bench, from several people's sessions. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from '../../../simulator/demo/service.ts';
import type { ViewersFindings, ViewersOrders } from '../load/viewers.ts';
import { signIn } from './session.ts';

const SCRIPT = fileURLToPath(new URL('../load/viewers.ts', import.meta.url));
const PATIENCE_MS = 10_000;

/** `count`: begins or ends counting. `leave` closes all of them and answers what was counted. */
export type Audience = { count(): void; leave(): Promise<ViewersFindings> };

/** Resolves when everybody has a snapshot. */
export async function seat(
  http: string,
  people: readonly { readonly username: string; readonly password: string }[],
  viewers: number,
): Promise<Audience> {
  const tokens = await Promise.all(people.map((person) => signIn(http, person)));
  const orders: ViewersOrders = {
    ...{ url: `${http.replace('http', 'ws')}/api/v1/live?units=changes`, tokens, viewers },
  };
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error(`the viewers ended with ${child.exitCode} before they said what they saw`);
    return line.value;
  };
  await said();
  return {
    count: () => void child.stdin.write('\n'),
    leave: async () => {
      child.stdin.end();
      const found = JSON.parse(await said()) as ViewersFindings;
      await endChild(child, PATIENCE_MS);
      return found;
    },
  };
}
