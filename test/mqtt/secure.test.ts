/** The listener with TLS, with real certificates: who gets in, who does not, and what half a handshake costs. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectPlain, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { connectAsync } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceCertificate, ShownCertificate } from '../../src/fleet/identity.ts';
import { certificateOpens } from '../../src/fleet/identity.ts';
import { Authority } from '../../src/identity/authority.ts';
import type { MqttLimits } from '../../src/mqtt/limits.ts';
import type { TlsMaterial } from '../../src/mqtt/secure.ts';
import { newDeviceKey } from '../identity/device-key.ts';
import { type House, login, openHouse, SECRETS, telemetry } from './house.ts';

const NOW = Date.now();
const DAY = 86_400_000;
const folders = ['own', 'other'].map((name) => mkdtempSync(join(tmpdir(), `giulanh-${name}-`)));
let own: Authority;
let other: Authority;
let material: TlsMaterial;
let house: House;
const known = new Map<string, DeviceCertificate[]>();
const sockets: Socket[] = [];

beforeAll(async () => {
  [own, other] = await Promise.all([
    Authority.open(folders[0] ?? '', NOW),
    Authority.open(folders[1] ?? '', NOW),
  ] as const);
  const { pem, key } = await own.serve(['localhost', '127.0.0.1'], NOW);
  material = { cert: pem + own.pem, key, ca: own.pem, own: true };
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await house.close();
  known.clear();
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function open(limits: Partial<MqttLimits> = {}, secure: TlsMaterial = material): Promise<House> {
  house = await openHouse({
    limits,
    secure: { port: 0, material: secure },
    credentials: {
      verify: (device, secret) => SECRETS.get(device) === Buffer.from(secret).toString(),
      verifyCertificate: (device: string, shown: ShownCertificate) => {
        const certificates = known.get(device) ?? [];
        return (
          certificateOpens(
            device,
            { secretHash: '', retiredAt: null, identity: { certificates } },
            shown,
            NOW,
          ) !== null
        );
      },
    },
  });
  return house;
}
async function issued(device: string, authority = own, at = NOW) {
  const { key, csr } = await newDeviceKey();
  const { pem, record } = await authority.issue(csr, device, at);
  return { key, cert: pem, record };
}
const port = () => house.edge.securePort ?? 0;
const into = (clientId: string, more: object) =>
  connectAsync({
    ...{ protocol: 'mqtts', host: '127.0.0.1', port: port(), ca: own.pem },
    ...{ clientId, reconnectPeriod: 0, connectTimeout: 5_000, protocolVersion: 4 },
    ...more,
  });

describe('over TLS', () => {
  test('a device comes in by its secret, and the service is known by its authority', async () => {
    await open();
    const device = await into('fridge-1', login('fridge-1'));
    await device.publishAsync(telemetry('fridge-1'), '{}', { qos: 1 });
    expect(house.intake.taken).toMatchObject([{ device: 'fridge-1', kind: 'telemetry' }]);
    await device.endAsync();
    await expect(into('fridge-1', { ...login('fridge-1'), ca: other.pem })).rejects.toThrow(/certificate/i);
  });

  test('a device comes in by its certificate alone, with or without its user name', async () => {
    await open();
    const { key, cert, record } = await issued('fridge-1');
    known.set('fridge-1', [record]);
    for (const more of [{}, { username: 'fridge-1' }, { username: 'fridge-1', password: 'nonsense' }]) {
      const device = await into('fridge-1', { key, cert, ...more });
      await device.publishAsync(telemetry('fridge-1'), '{}', { qos: 1 });
      await device.endAsync();
    }
    expect(house.intake.taken).toHaveLength(3);
  });

  test.each([
    ['for another device', async () => issued('fridge-2')],
    ['of another authority', async () => issued('fridge-1', other)],
    ['that is over', async () => issued('fridge-1', own, NOW - 800 * DAY)],
  ])('a certificate %s opens nothing, not even beside the right secret', async (_, make) => {
    await open();
    const { key, cert, record } = await make();
    known.set('fridge-1', [record]);
    await expect(into('fridge-1', { key, cert, ...login('fridge-1') })).rejects.toThrow();
    expect(house.edge.refusals('fridge-1')).toMatchObject([{ reason: 'CERTIFICATE_REFUSED' }]);
    expect(house.edge.devices()).toBe(0);
  });

  test('a certificate of the own authority that is not on record opens nothing', async () => {
    await open();
    const { key, cert } = await issued('fridge-1');
    await expect(into('fridge-1', { key, cert })).rejects.toThrow(/Bad User|Not authorized/i);
  });

  test('one’s certificate does not let one be another', async () => {
    await open();
    const { key, cert, record } = await issued('fridge-1');
    known.set('fridge-1', [record]);
    known.set('fridge-2', [record]);
    await expect(into('fridge-2', { key, cert })).rejects.toThrow();
  });

  test('of an authority elsewhere the name on the certificate is enough', async () => {
    await open({}, { ...material, ca: other.pem, own: false });
    const { key, cert } = await issued('fridge-1', other);
    const device = await into('fridge-1', { key, cert });
    await device.endAsync();
    const mine = await issued('fridge-1', own);
    await expect(into('fridge-1', { key: mine.key, cert: mine.cert })).rejects.toThrow();
  });

  test('another certificate of the listener is shown to whoever comes next', async () => {
    await open();
    const { pem, key } = await own.serve(['localhost', '127.0.0.1'], NOW);
    house.edge.renewSecure({ ...material, cert: pem + own.pem, key });
    const socket = connectTls({ host: '127.0.0.1', port: port(), ca: own.pem });
    sockets.push(socket);
    await once(socket, 'secureConnect');
    expect(`${socket.getPeerX509Certificate()?.toString()}`.trim()).toBe(pem.trim());
  });
});

describe('half a handshake', () => {
  const plain = async (): Promise<Socket> => {
    const socket = connectPlain({ host: '127.0.0.1', port: port() });
    socket.on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };

  test('is cut when its time is up, also when bytes drip', async () => {
    await open({ handshakeDeadlineMs: 300 });
    const socket = await plain();
    socket.write(Buffer.from([0x16, 3, 1]));
    await once(socket, 'close');
    await expect.poll(() => house.edge.counters().handshakesFailed).toBe(1);
  });

  test('counts as pending: past the cap the next one is turned away, and the place is free again after', async () => {
    await open({ pendingPerAddress: 3, handshakeDeadlineMs: 60_000 });
    const half = await Promise.all([plain(), plain(), plain()]);
    // They are counted as soon as the service has them, which the fourth comes after.
    const fourth = await plain();
    if (!fourth.destroyed) await once(fourth, 'close');
    expect(house.edge.counters().turnedAway).toBe(1);
    for (const socket of half) socket.destroy();
    await expect
      .poll(async () => {
        try {
          const device = await into('fridge-1', login('fridge-1'));
          await device.endAsync();
          return true;
        } catch {
          return false;
        }
      })
      .toBe(true);
  });

  test('that is no TLS at all harms nobody', async () => {
    await open();
    const socket = await plain();
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await once(socket, 'close');
    const device = await into('fridge-1', login('fridge-1'));
    await device.endAsync();
  });
});

test('the service ends at once, whoever was taken over a moment ago or is in half a handshake', async () => {
  await open({ takeoverWaitMs: 60_000, handshakeDeadlineMs: 60_000 });
  const half = connectPlain({ host: '127.0.0.1', port: port() });
  half.on('error', () => {});
  sockets.push(half);
  await once(half, 'connect');
  // The first one hears nothing of its end, and so does not close its side.
  const first = connectPlain({ host: '127.0.0.1', port: house.port, allowHalfOpen: true });
  sockets.push(first);
  const { connectPacket } = await import('./raw-device.ts');
  first.write(connectPacket(login('fridge-1')));
  await once(first, 'data');
  const second = await into('fridge-1', login('fridge-1'));
  await expect.poll(() => house.edge.counters().closed.takeover).toBe(1);
  const began = performance.now();
  await house.edge.close();
  expect(performance.now() - began).toBeLessThan(20_000);
  await second.endAsync(true);
});
