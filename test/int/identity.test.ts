/** Devices' identities with the real service: processes, TLS, certificates. RELIABILITY T1, T2, T19, T20; S-02, S-14, S-15. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretHash } from '../../src/fleet/secrets.ts';
import { IdentityHouse } from '../faults/identity/house.ts';
import { newDeviceKey } from '../identity/device-key.ts';
import { connectPacket, RawDevice } from '../mqtt/raw-device.ts';

let house: IdentityHouse;
beforeAll(async () => {
  house = await IdentityHouse.open(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
});
afterAll(() => house.close());

const look = async (device: string) =>
  (await house.call('GET', `/registry/devices/${device}`)).json as {
    state: string;
    identity: Record<string, unknown>;
    messages: { celsius: number }[];
  };
const celsiusOf = async (device: string) => (await look(device)).messages.map(({ celsius }) => celsius);
const rejectedOf = async (device: string) =>
  ((await house.call('GET', `/registry/devices/${device}/rejected`)).json.items as { reason: string }[]).map(
    ({ reason }) => reason,
  );

describe('a claim', () => {
  test.each(['certificate', 'secret'] as const)('makes a box work with a %s over TLS', async (by) => {
    const device = by === 'secret' ? 'a' : 'b';
    const old = await house.plain(device).connect();
    const ended = old.ended();
    const box = await house.enrol(device, by);
    // Whoever had the former secret is out.
    await ended;
    await expect(house.plain(device).connect()).rejects.toThrow();
    expect(box.kept).toMatchObject({
      device,
      port: house.tlsPort,
      authority: expect.stringContaining('BEGIN'),
    });
    await box.connect();
    await box.measure(4.2);
    expect(await celsiusOf(device)).toEqual([4.2]);
    await box.close();
  });

  test('is redeemed once, whoever is first; what the second one is told names no device', async () => {
    const { json } = await house.call('POST', '/registry/devices/c/claim', {});
    const path = `/claims/${json.token}`;
    const answers = await Promise.all([1, 2, 3].map((n) => house.tell(path, { serial: `SN-${n}` })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    const refused = answers.find(({ status }) => status === 404);
    expect(refused?.json).toMatchObject({ code: 'CLAIM_UNKNOWN', vi: expect.any(String) });
  });

  test('for a serial number is not redeemed by a stranger, and a request without its own signature is refused', async () => {
    const { json } = await house.call('POST', '/registry/devices/c/claim', { serial: 'SN-7' });
    const path = `/claims/${json.token}`;
    expect((await house.tell(path, { serial: 'SN-8' })).json).toMatchObject({ code: 'CLAIM_SERIAL' });
    expect((await house.tell(path, { serial: 'SN-7', csr: 'x' })).json).toMatchObject({
      status: 400,
      code: 'CSR_INVALID',
    });
    expect((await house.tell(path, { serial: 'SN-7' })).status).toBe(201);
  });
});

describe('what follows', () => {
  test('a secret reaches the device that listens, opens beside the former one, and alone after its first use', async () => {
    const old = await house.plain('d').connect();
    await old.listen();
    const { json } = await house.call('POST', '/registry/devices/d/rotate');
    expect(json).toMatchObject({ sent: true });
    await expect
      .poll(() => old.commands)
      .toContainEqual({ secret: { next: json.secret, until: json.until } });
    await (await house.plain('d').connect()).close();
    const anew = await house
      .plain('d')
      .with({ secret: String(json.secret) })
      .connect();
    await expect.poll(async () => (await look('d')).identity.next).toBeNull();
    // The connection that confirmed it goes on.
    await anew.measure(5);
    await expect(house.plain('d').connect()).rejects.toThrow();
    await anew.close();
  });

  test('a certificate is renewed by who holds the present key, and by nobody else', async () => {
    const box = await house.enrol('e', 'certificate');
    const next = await newDeviceKey();
    const { certificate, own } = box.kept;
    const ask = { certificate, csr: next.csr };
    const stranger = await house.tell('/devices/e/certificate', { ...ask, signature: next.sign(next.csr) });
    expect(stranger).toMatchObject({ status: 401, json: { code: 'CERTIFICATE_UNPROVED' } });
    const signature = own?.sign(next.csr) ?? '';
    expect(await house.tell('/devices/b/certificate', { ...ask, signature })).toMatchObject({ status: 409 });
    const { status, json } = await house.tell('/devices/e/certificate', { ...ask, signature });
    expect(status).toBe(201);
    await (await box.connect()).close();
    const anew = await box.with({ own: next, certificate: String(json.certificate) }).connect();
    await expect.poll(async () => (await look('e')).identity.certificates).toHaveLength(1);
    await anew.measure(4);
    await expect(box.connect()).rejects.toThrow();
    await anew.close();
  });
});

describe('a revoked device', () => {
  test('is cut off at once, and its certificate opens nothing', async () => {
    const box = await house.enrol('f', 'certificate');
    await box.connect();
    await box.measure(4);
    const ended = box.ended();
    const { json } = await house.call('POST', '/registry/devices/f/revoke', { reason: 'mất cắp' });
    expect(json).toMatchObject({ device: 'f', cut: true });
    await ended;
    await expect(box.connect()).rejects.toThrow();
    expect((await look('f')).state).toBe('revoked');
  });
});

describe('two boxes with one identity', () => {
  test('that throw each other out freeze it and hold what it guards', async () => {
    const boxes = [house.plain('first'), house.plain('first')];
    let turn = 0;
    await expect
      .poll(
        async () => {
          const box = boxes[turn++ % 2];
          await box?.connect();
          await box?.measure(4);
          return (await look('first')).state;
        },
        { timeout: 60_000, interval: 50 },
      )
      .toBe('frozen');
    expect(turn).toBeGreaterThan(4);
    const { items } = (await house.call('GET', '/holds?parcel=kien-tu-1')).json as { items: object[] };
    expect(items).toMatchObject([{ state: 'open', kind: 'manual', supported: true }]);
    const alerts = (await house.call('GET', '/alerts')).json.items as { kind: string; device: string }[];
    expect(alerts.filter(({ kind }) => kind === 'device-cloned')).toMatchObject([{ device: 'first' }]);
    const before = await celsiusOf('first');
    await boxes[(turn - 1) % 2]?.measure(5.5);
    expect(await celsiusOf('first')).toEqual(before);
    expect(await rejectedOf('first')).toContain('DEVICE_FROZEN');
    // Whoever re-keys it has the true one in their hands.
    const box = await house.enrol('first', 'certificate');
    await box.connect();
    await box.measure(5.6);
    expect((await look('first')).state).toBe('good');
    for (const one of [...boxes, box]) await one.close();
  });

  test('that count alike and measure otherwise freeze it with one number', async () => {
    const box = await house.plain('second').connect();
    await box.measure(4, { boot: 3, seq: 9 });
    await box.measure(4, { boot: 3, seq: 9 });
    expect((await look('second')).state).toBe('good');
    await box.measure(6, { boot: 3, seq: 9 });
    expect((await look('second')).state).toBe('frozen');
    await box.close();
  });

  test('are not a box on a bad line that comes back again and again', async () => {
    const login = { clientId: 'g', username: 'g', password: 'secret-of-g' };
    const connections: RawDevice[] = [];
    for (let i = 0; i < 8; i++) {
      const connection = await RawDevice.connect(house.mqttPort, connectPacket(login));
      // From here on nobody is at this end: what comes is not answered, and there is no goodbye.
      connection.socket.allowHalfOpen = true;
      connections.push(connection);
    }
    const last = await house.plain('g').connect();
    await last.measure(4);
    expect((await look('g')).state).toBe('good');
    for (const connection of connections) connection.destroy();
    await last.close();
  });
});

// The last one: it makes this address wait.
test('a claim is not found by guessing: after twenty tries one waits', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 25; i++)
    statuses.push(
      (await house.tell(`/claims/${secretHash(String(i)).slice(0, 43)}`, { serial: 'x' })).status,
    );
  expect(new Set(statuses)).toEqual(new Set([404, 429]));
  expect(statuses.at(-1)).toBe(429);
});
