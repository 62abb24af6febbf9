/** Getting to a broker, and what is said when it does not let us in. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { linkHouse, Publisher } from './house.ts';
import { hasMosquitto, Mosquitto, makeCertificates } from './mosquitto.ts';
import { connected, startLink as start } from './started.ts';

const subscriptions = [{ topic: 'tinh/#', profile: 'giulanh' }];
const text = '{"readings":[{"at":1760000000000,"celsius":4}]}';

describe.skipIf(!hasMosquitto)('with certificates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'giulanh-tls-'));
  let broker: Mosquitto;
  beforeAll(async () => {
    makeCertificates(folder);
    const files = ['cafile {folder}/ca.pem', 'certfile {folder}/broker.pem', 'keyfile {folder}/broker.key'];
    const lines = [...files, 'require_certificate true', 'use_identity_as_username true'];
    broker = await Mosquitto.start({ folder, lines });
  });
  afterAll(async () => {
    await broker.close();
    rmSync(folder, { recursive: true });
  });
  const tls = { ca: `${folder}/ca.pem`, cert: `${folder}/client.pem`, key: `${folder}/client.key` };
  const to = (more: object) => ({ port: broker.port, host: 'localhost', subscriptions, ...more });

  test.each([5, '3.1.1'])('by MQTT %s, ours and theirs: it is read', async (version) => {
    const house = start(to({ version, tls, clientId: `tls-${version}` }));
    await connected(house);
  });

  test.each([
    ['the broker’s is of an authority we do not know', { ...tls, ca: `${folder}/stranger.pem` }, 'tls'],
    ['the broker’s is for another name', { ...tls, servername: 'mqtt.example.vn' }, 'tls'],
  ])('%s: nothing is read, and said why', async (_, wrong, why) => {
    const house = start(to({ tls: wrong }));
    await expect.poll(() => house.link.standing.trouble.why).toBe(why);
    expect(house.link.counted.connects).toBe(0);
  });

  test('none of ours: nothing is read', async () => {
    const house = start(to({ tls: { ca: tls.ca } }));
    await expect.poll(() => house.said.length).toBeGreaterThan(0);
    expect(['tls', 'closed']).toContain(house.link.standing.trouble.why);
    expect(house.link.counted.connects).toBe(0);
  });

  test('a file that is not there stops the start', () => {
    expect(() => linkHouse(to({ tls: { ca: 'khong-co.pem' } }), { directory: folder })).toThrow(
      /tls\.ca: .*khong-co\.pem cannot be read/,
    );
  });
});

describe.skipIf(!hasMosquitto)('with passwords and rights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'giulanh-acl-'));
  let broker: Mosquitto;
  beforeAll(async () => {
    writeFileSync(join(folder, 'users'), 'giulanh:mat-khau\n');
    const { execFileSync } = await import('node:child_process');
    execFileSync('mosquitto_passwd', ['-U', join(folder, 'users')]);
    writeFileSync(join(folder, 'rights'), 'user giulanh\ntopic read tinh/duoc/#\n');
    writeFileSync(join(folder, 'dung'), 'mat-khau\n');
    writeFileSync(join(folder, 'sai'), 'sai\n');
    broker = await Mosquitto.start({ folder, lines: ['password_file {folder}/users'] });
  });
  afterAll(async () => {
    await broker.close();
    rmSync(folder, { recursive: true });
  });
  const to = (password: string, more: object = {}) => ({
    ...{ port: broker.port, username: 'giulanh', password: { file: join(folder, password) } },
    ...{ subscriptions, ...more },
  });

  test.each([5, '3.1.1'])(
    'by MQTT %s, the right password is let in and a wrong one is said to be refused',
    async (version) => {
      await connected(start(to('dung', { version, clientId: `dung-${version}` })));
      const refusals = () => broker.log().split('not authorised').length;
      const before = refusals();
      const wrong = start(to('sai', { version, clientId: `sai-${version}` }));
      await expect.poll(() => wrong.link.standing.trouble).toMatchObject({ why: 'refused' });
      expect(wrong.link.standing.since).not.toBeNull();
      expect(JSON.stringify(wrong.said)).not.toContain('mat-khau');
      // It goes on trying, ever more seldom, and says it once.
      await expect.poll(() => refusals() - before).toBeGreaterThan(2);
      expect(wrong.said).toHaveLength(1);
    },
  );
});

test('a topic that the broker does not let us read is said, and the others are read', async () => {
  const broker = await Aedes.createBroker({
    authorizeSubscribe: (_client, wanted, answer) => answer(null, wanted.topic === 'kin/#' ? null : wanted),
  });
  const server = createServer((socket) => broker.handle(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const topics = [{ topic: 'kin/#', profile: 'giulanh' }, ...subscriptions];
  const house = start({ port, version: '3.1.1', subscriptions: topics });
  await expect.poll(() => house.link.standing.trouble.why).toBe('subscription');
  expect(house.link.standing.trouble.detail).toContain('kin/#');
  expect(house.link.standing.since).not.toBeNull();
  const sender = await Publisher.to(port);
  await sender.send('tinh/1', text);
  await expect.poll(() => house.intake.texts).toEqual([text]);
  await sender.close();
});

test('what is no MQTT ends the connection, and it is tried again', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.once('data', () => socket.write(Buffer.from([0x20, 255, 255, 255, 255, 1])));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const house = start({ port: (server.address() as AddressInfo).port, subscriptions });
  await expect.poll(() => connections).toBeGreaterThan(2);
  expect(house.link.counted.connects).toBe(0);
  expect(house.link.standing.trouble).toMatchObject({
    why: 'closed',
    detail: expect.stringContaining('MQTT'),
  });
});
