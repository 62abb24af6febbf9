/** Two services never write one store. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Place, ServiceProcess } from '../faults/process.ts';
import { quietPort } from '../ports.ts';

test('a second service on the same data is refused, says why, and the first goes on', {
  timeout: 180_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-second-'));
  const data = join(directory, 'data');
  mkdirSync(data);
  const place = async (name: string): Promise<Place> => ({
    data,
    mqttPort: await quietPort(),
    httpPort: await quietPort(),
    log: join(directory, name),
  });
  const one = await place('first.log');
  const first = new ServiceProcess(one);
  onTestFinished(async () => {
    await first.end('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  const alone = await first.ready();

  const startedAt = performance.now();
  const second = new ServiceProcess(await place('second.log'));
  const status = await second.exited();
  const tookMs = performance.now() - startedAt;
  expect(status).toBe(1);
  expect(readFileSync(join(directory, 'second.log'), 'utf8')).toContain('another process is using it');
  // On a quiet machine it takes under 2 s; what is wrong is one that waits for the first to end.
  expect(tookMs).toBeLessThan(Math.max(10_000, alone.ms * 5));
  console.log(`second service refused after ${Math.round(tookMs)} ms`);
  expect((await first.ready()).detail.synchronous).toBe(2);
});

test('a service that was killed leaves its data free for the next one', { timeout: 180_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-second-'));
  const data = join(directory, 'data');
  mkdirSync(data);
  const [mqttPort, httpPort] = [await quietPort(), await quietPort()];
  const place = { data, mqttPort, httpPort, log: join(directory, 'log') };
  const first = new ServiceProcess(place);
  await first.ready();
  await first.end('SIGKILL');
  const next = new ServiceProcess(place);
  onTestFinished(async () => {
    await next.end('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  expect((await next.ready()).detail.synchronous).toBe(2);
});
