import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../../simulator/demo/ports.ts';
import { endChild } from '../../../simulator/demo/service.ts';

test('a child that ends politely ends at once', async () => {
  const child = await started('setInterval(() => {}, 1000)');
  await endChild(child, 5000);
  expect(child.signalCode).toBe('SIGTERM');
});

test('a child that ignores every polite word is ended all the same', async () => {
  const child = await started('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)');
  await endChild(child, 200);
  expect(child.signalCode).toBe('SIGKILL');
});

test('a child that is gone already is not waited for', async () => {
  const child = await started('');
  if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
  await endChild(child, 60_000);
  expect(child.exitCode).toBe(0);
});

test('a busy port gives way to a free one, a free one is taken', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const address = busy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const other = await freePort(port, '127.0.0.1');
  expect(other).not.toBe(port);
  await new Promise((resolve) => busy.close(resolve));
  expect(await freePort(port, '127.0.0.1')).toBe(port);
});

/** A Node process that has run `code` once. */
async function started(code: string) {
  const child = spawn(process.execPath, ['-e', `${code}; console.log("up")`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}
