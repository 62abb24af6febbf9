/** Devices that all connect to a target at once and then stay, as a process beside the bench. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from '../../../simulator/demo/service.ts';
import type { CrowdFindings, CrowdOrders } from '../load/crowd.ts';

const SCRIPT = fileURLToPath(new URL('../load/crowd.ts', import.meta.url));
const PATIENCE_MS = 10_000;

/** `leave` sends them all away; answers how many were still connected then. */
export type Crowd = { readonly found: CrowdFindings; leave(): Promise<number> };

/** Resolves when all of them are in. */
export async function gather(orders: CrowdOrders): Promise<Crowd> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error(`the crowd ended with ${child.exitCode} before it said what it found`);
    return line.value;
  };
  const found = JSON.parse(await said()) as CrowdFindings;
  return {
    found,
    leave: async () => {
      child.stdin.end();
      const stayed = Number(await said());
      await endChild(child, PATIENCE_MS);
      return stayed;
    },
  };
}
