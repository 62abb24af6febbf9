/** The kernel's own view: before each PUBACK leaves the process, the log of the store was told to be on the platter. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT, untilReady } from '../faults/process.ts';
import { connectPacket, puback, publishPacket, RawDevice } from '../mqtt/raw-device.ts';
import { quietPort } from '../ports.ts';
import { loginOf, secretOf, topicOf } from './service.ts';

const MESSAGES = 20;
const PROVINCE = {
  sites: [{ id: 'kho', name: 'Kho' }],
  units: [{ id: 'tu', kind: 'refrigerator', site: 'kho', name: 'Tủ' }],
  devices: [{ id: 'do', unit: 'tu', since: '2026-01-01T00:00:00Z', secret: secretOf('do') }],
};
const missing = spawnSync('strace', ['-V']).status !== 0;
if (missing) console.log('strace is not installed: the order of fdatasync and PUBACK is not traced');

test.skipIf(missing)(
  'the store is synced to disk before each PUBACK is written to the socket',
  { timeout: 180_000 },
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-sync-'));
    const trace = join(directory, 'trace');
    const apply = join(directory, 'province.json');
    writeFileSync(apply, JSON.stringify(PROVINCE));
    const [mqttPort, httpPort] = [await quietPort(), await quietPort()];
    const calls = 'trace=fsync,fdatasync,write,writev,sendto,sendmsg';
    const child = spawn(
      'strace',
      ['-f', '-y', '--seccomp-bpf', '-e', calls, '-o', trace, process.execPath, 'src/main.ts'],
      {
        cwd: ROOT,
        stdio: 'ignore',
        env: {
          ...process.env,
          GIULANH_DATA: join(directory, 'data'),
          GIULANH_MQTT_PORT: String(mqttPort),
          GIULANH_HTTP_PORT: String(httpPort),
          GIULANH_APPLY: apply,
          GIULANH_LOG: 'silent',
        },
      },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    /** The traced process: strace itself does not pass signals on. */
    const service = () => Number.parseInt(readFileSync(trace, 'utf8'), 10);
    onTestFinished(async () => {
      if (child.exitCode === null) process.kill(service(), 'SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    });
    await untilReady(httpPort, 50_000);
    const device = await RawDevice.connect(mqttPort, connectPacket(loginOf('do')));
    for (let id = 1; id <= MESSAGES; id++) {
      device.send(
        publishPacket(topicOf('do'), JSON.stringify({ readings: [{ celsius: 4 + id / 10 }] }), { id }),
      );
      await device.expect(puback(id));
    }
    device.destroy();
    process.kill(service(), 'SIGTERM');
    await ended;

    let synced = 0;
    let before = -1;
    const order: boolean[] = [];
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      // A call that another thread interrupts is told twice; it has happened when it is resumed.
      if (/(fdatasync|fsync)(\(.*giulanh\.db-wal.*\)| resumed>.*)\s+= 0/.test(line)) synced++;
      if (/(write|writev|sendto|sendmsg)\(.*"@\\2\\0/.test(line)) {
        order.push(synced > before);
        before = synced;
      }
    }
    expect(order).toEqual(Array(MESSAGES).fill(true));
  },
);
