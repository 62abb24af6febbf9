/** When the keeper fails, nobody is told "kept" or "allowed", and a new keeper begins from the disk. */
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startHttp } from '../../src/http/server.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { EligibilityView } from '../../src/keeper/views.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { puback, publishPacket } from '../mqtt/raw-device.ts';
import { GTIN, openService, type Service, secretOf, topicOf } from './service.ts';

const SINCE = new Date(Date.now() - 3_600_000).toISOString();
const PROVINCE = {
  demo: true,
  sites: [{ id: 'kho', name: 'Kho' }],
  units: [{ id: 'tu', kind: 'refrigerator', site: 'kho', name: 'Tủ', samplingSeconds: 60 }],
  devices: [{ id: 'do', unit: 'tu', since: SINCE, secret: secretOf('do') }],
  products: [
    {
      gtin: GTIN,
      name: 'Vắc xin thử',
      dosesPerVial: 1,
      rules: [{ id: 'heat', side: 'above', limitCelsius: 8, allowedSeconds: 3600, mode: 'continuous' }],
    },
  ],
  lots: [{ gtin: GTIN, lot: 'A', expiry: '2037-01-01' }],
  parcels: [{ id: 'kien', gtin: GTIN, lot: 'A', doses: 10, unit: 'tu', since: SINCE }],
  people: [
    { username: 'y.ta', name: 'Y tá', roles: ['vaccinator', 'official'], site: 'kho', password: 'mat-khau' },
  ],
};

/** A keeper waits a second before it begins again. */
const LONG = { timeout: 180_000 };

/** A disk that takes no more readings: every commit with one fails inside the store, in the thread that runs it. */
function breakDisk(service: Service): () => void {
  const db = openDatabase(join(service.directory, 'giulanh.db'));
  db.exec(`CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  let whole = false;
  const mend = () => {
    if (whole) return;
    whole = true;
    db.exec('DROP TRIGGER broken');
    db.close();
  };
  onTestFinished(mend);
  return mend;
}

const readings = (service: Service) =>
  service.all<{ celsius: number }>({
    type: 'readings',
    unit: 'tu',
    from: Date.parse(SINCE),
    to: Date.now() + 60_000,
  });
const eligibility = (service: Service) =>
  service.keeper.ask(SYSTEM, { type: 'eligibility', barcode: `${GTIN}/A`, site: 'kho' });
const verdict = async (service: Service) => {
  const answer = await eligibility(service);
  return answer.ok ? (answer.value as EligibilityView).verdict : answer.refusal.code;
};
const message = (id: number, celsius: number, dup = false) =>
  publishPacket(topicOf('do'), JSON.stringify({ readings: [{ celsius }] }), { id, dup });
const health = (service: Service) => service.keeper.port(() => '').health();

test(
  'a keeper that fails acknowledges nothing, says "unknown", and comes back from the disk with all that was kept',
  LONG,
  async () => {
    const service = await openService(PROVINCE);
    onTestFinished(() => service.close());
    const device = await service.device('do');
    // Every quarter of an hour of the past hour, so that the vial is allowed now.
    for (let id = 1; id <= 5; id++) {
      const at = Date.parse(SINCE) + (id - 1) * 895_000 + 1;
      device.send(publishPacket(topicOf('do'), JSON.stringify({ readings: [{ at, celsius: 4 }] }), { id }));
      await device.expect(puback(id));
    }
    device.send(message(6, 5));
    await device.expect(puback(6));
    expect(await verdict(service)).toBe('allowed');

    const mend = breakDisk(service);
    const waiting = service.keeper.ask(SYSTEM, { type: 'stats' });
    device.send(message(7, 6));
    await device.closed;
    expect(device.received.length).toBe(0);
    expect(health(service)).toMatchObject({ ready: false, degraded: expect.stringContaining('disk full') });
    expect(await verdict(service)).toBe('SERVICE_DEGRADED');
    // What was asked before the failure is answered, one way or the other.
    expect(await waiting).toHaveProperty('ok');

    mend();
    await expect.poll(() => health(service).ready, { timeout: 90_000 }).toBe(true);
    expect((await readings(service)).map((r) => r.celsius)).toEqual([4, 4, 4, 4, 4, 5]);
    const again = await service.device('do');
    again.send(message(7, 6, true));
    await again.expect(puback(7));
    expect((await readings(service)).map((r) => r.celsius)).toEqual([4, 4, 4, 4, 4, 5, 6]);
    expect(await verdict(service)).toBe('allowed');
  },
);

test(
  'a keeper that fails again and again never acknowledges, and recovers when its disk does',
  LONG,
  async () => {
    const service = await openService(PROVINCE);
    onTestFinished(() => service.close());
    const mend = breakDisk(service);
    for (let round = 0; round < 2; round++) {
      await expect.poll(() => health(service).ready, { timeout: 90_000 }).toBe(true);
      const device = await service.device('do');
      device.send(message(1, 4, round > 0));
      await device.closed;
      expect(device.received.length).toBe(0);
    }
    mend();
    await expect.poll(() => health(service).ready, { timeout: 90_000 }).toBe(true);
    const device = await service.device('do');
    device.send(message(1, 4, true));
    await device.expect(puback(1));
    expect(await readings(service)).toHaveLength(1);
  },
);

test(
  'the scan gate of a service without its store says "unknown", with the reason, and the probe of readiness 503',
  LONG,
  async () => {
    const service = await openService(PROVINCE);
    const http = await startHttp({
      host: '127.0.0.1',
      port: 0,
      keeper: service.keeper.port(() => ''),
      webRoot: '/nowhere',
      log: pino({ level: 'silent' }),
      clock: { now: Date.now },
    });
    onTestFinished(async () => {
      await http.close();
      await service.close();
    });
    const base = `http://127.0.0.1:${http.port}`;
    const signedIn = await fetch(`${base}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'y.ta', password: 'mat-khau' }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    const get = (path: string) => fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
    expect((await get('/readyz')).status).toBe(200);

    const mend = breakDisk(service);
    const device = await service.device('do');
    device.send(message(1, 4));
    await device.closed;
    expect((await get('/readyz')).status).toBe(503);
    const answer = await get(`/api/v1/eligibility?barcode=${GTIN}/A&site=kho`);
    const body = (await answer.json()) as EligibilityView;
    expect(body.verdict).toBe('unknown');
    expect(body.reasons.map((r) => r.code)).toEqual(['SERVICE_DEGRADED']);
    mend();
    await expect.poll(async () => (await get('/readyz')).status, { timeout: 90_000 }).toBe(200);
  },
);
