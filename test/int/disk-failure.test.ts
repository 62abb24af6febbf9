/** A disk that fails under the store: the service ends rather than go on with pages that may not be what is written. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Place, ServiceProcess, untilReady } from '../faults/process.ts';
import { connectPacket, publishPacket, RawDevice } from '../mqtt/raw-device.ts';
import { quietPort } from '../ports.ts';
import { loginOf, secretOf, topicOf } from './service.ts';

const READINGS = 1_000;
const MESSAGES = 200;
const SINCE = Date.now() - MESSAGES * READINGS * 100;

async function place(directory: string): Promise<Place> {
  const data = join(directory, 'data');
  mkdirSync(data, { recursive: true });
  const [mqttPort, httpPort] = [await quietPort(), await quietPort()];
  return { data, mqttPort, httpPort, log: join(directory, 'log') };
}

/** A thousand readings a tenth of a second apart. */
const message = (id: number) => {
  const readings = Array.from({ length: READINGS }, (_, i) => ({
    at: SINCE + (id * READINGS + i) * 100,
    celsius: 4,
  }));
  return publishPacket(topicOf('do'), JSON.stringify({ readings }), { id });
};

test('a write that fails on the disk ends the service; the next one has all that was acknowledged', {
  timeout: 120_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-disk-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const apply = join(directory, 'province.json');
  const province = {
    sites: [{ id: 'kho', name: 'Kho' }],
    units: [{ id: 'tu', kind: 'refrigerator', site: 'kho', name: 'Tủ' }],
    devices: [{ id: 'do', unit: 'tu', secret: secretOf('do') }],
  };
  writeFileSync(apply, JSON.stringify(province));
  const here = await place(directory);
  const failing = new ServiceProcess(here, { apply, fileLimitKiB: 1_024 });
  onTestFinished(() => void failing.child.kill('SIGKILL'));
  await failing.ready();

  const device = await RawDevice.connect(here.mqttPort, connectPacket(loginOf('do')));
  for (let id = 1; id <= MESSAGES && failing.child.exitCode === null; id++) device.send(message(id));
  expect(await failing.exited()).toBe(1);
  expect(readFileSync(here.log, 'utf8')).toContain('SQLITE_IOERR');
  const acknowledged = device.received.length / 4;
  expect(acknowledged).toBeLessThan(MESSAGES);

  const next = new ServiceProcess(here);
  onTestFinished(() => void next.child.kill('SIGKILL'));
  await next.ready();
  const unpacked = async () => (await untilReady(here.httpPort, 10_000)).unpacked;
  await expect.poll(unpacked, { timeout: 90_000 }).toBeGreaterThanOrEqual(acknowledged * READINGS);
  await next.end('SIGTERM');
});
