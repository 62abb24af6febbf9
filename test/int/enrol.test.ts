import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { LineView } from '../../src/http/enrol-schemas.ts';
import type { EnrolledView, EnrolmentView } from '../../src/keeper/enrol-views.ts';
import { type EnrolHouse, Logger, startEnrolHouse } from '../e2e/enrol-house.ts';

type Going = EnrolmentView & { line: LineView };

let house: EnrolHouse;
beforeAll(async () => {
  house = await startEnrolHouse({ isBuilt: false });
});
afterAll(() => house.close());

const register = async (device: string): Promise<EnrolledView> => {
  const { json } = await house.api('hung', '/enrolments', { device, unit: { id: 'tu-1' } });
  return json as EnrolledView;
};
const look = async (device: string): Promise<Going> =>
  (await house.api('hung', `/enrolments/${device}`)).json as Going;
const reasons = async (device: string) => (await look(device)).line.refused.map(({ reason }) => reason);

/** A live screen of this person; resolves when it shows how everything is. */
async function screenOf(who: string): Promise<WebSocket> {
  await house.api(who, '/session');
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${house.tokenOf(who)}` },
  });
  await new Promise((resolve, reject) => {
    socket.once('message', resolve);
    socket.once('error', reject);
  });
  return socket;
}

describe('who tries to be the device that is awaited', () => {
  test('is seen with the reason, and forgotten when the device itself signs in', async () => {
    const { secret } = await register('do-a');
    await expect(Logger.connect(house.mqttPort, 'do-a', 'not-its-secret')).rejects.toThrow();
    await expect(Logger.connect(house.mqttPort, 'do-a', 'not-its-secret')).rejects.toThrow();
    const [refused] = (await look('do-a')).line.refused;
    expect(refused).toMatchObject({ reason: 'SECRET_WRONG', count: 2, vi: expect.stringContaining('sai') });
    expect(Date.now() - Date.parse(refused?.at ?? '')).toBeLessThan(60_000);
    const logger = await Logger.connect(house.mqttPort, 'do-a', secret ?? '');
    await expect
      .poll(() => look('do-a'))
      .toMatchObject({
        step: 'first-message',
        line: { connected: true, listens: true, refused: [] },
      });
    await logger.close();
  });

  test('of an id that nobody registered nothing is kept, also not for later', async () => {
    await expect(Logger.connect(house.mqttPort, 'do-b', 'guess')).rejects.toThrow();
    await register('do-b');
    expect(await reasons('do-b')).toEqual([]);
  });

  test('a new secret cuts the connection that the old one opened', async () => {
    const { secret } = await register('do-c');
    const logger = await Logger.connect(house.mqttPort, 'do-c', secret ?? '');
    const { json } = await house.api('hung', '/enrolments/do-c/secret', {});
    await expect.poll(async () => (await look('do-c')).line.connected).toBe(false);
    await logger.close();
    await expect(Logger.connect(house.mqttPort, 'do-c', secret ?? '')).rejects.toThrow();
    await (await Logger.connect(house.mqttPort, 'do-c', (json as EnrolledView).secret ?? '')).close();
  });
});

describe('the blinking device', () => {
  test('gets the command when it listens; otherwise nobody pretends that it did', async () => {
    const { secret } = await register('do-d');
    const identify = () => house.api('lan', '/devices/do-d/identify', {});
    expect((await identify()).json).toEqual({ sent: false, why: 'NOT_CONNECTED' });
    const logger = await Logger.connect(house.mqttPort, 'do-d', secret ?? '');
    expect((await identify()).json).toEqual({ sent: true, why: null });
    await expect.poll(() => logger.commands).toEqual([{ identify: true }]);
    expect((await house.api('xa', '/devices/do-d/identify', {})).status).toBe(403);
    await logger.close();
  });
});

describe('the test alert', () => {
  test('lists the screens of the place that answered, and nobody else’s', async () => {
    const { secret } = await register('do-e');
    const logger = await Logger.connect(house.mqttPort, 'do-e', secret ?? '');
    await logger.measure(4.5);
    expect((await house.api('lan', '/enrolments/do-e/compare', { celsius: 4.4 })).status).toBe(200);
    expect((await house.api('lan', '/enrolments/do-e/limits', { rules: null })).status).toBe(200);
    const screens = await Promise.all(['bang', 'an', 'xa'].map(screenOf));
    const { status, json } = await house.api('lan', '/enrolments/do-e/test', {});
    expect(status).toBe(201);
    const names = async () => (await look('do-e')).test?.receipts.map(({ name }) => name).sort();
    await expect.poll(names).toEqual(['Bảng trực Ea Kao', 'Phạm Quốc An']);
    // Whoever comes later and finds it open has it too.
    screens.push(await screenOf('hanh'));
    await expect.poll(names).toEqual(['Bảng trực Ea Kao', 'Lê Thị Hạnh', 'Phạm Quốc An']);
    const { alert } = (json as EnrolmentView).test ?? { alert: '' };
    expect((await house.api('hanh', `/alerts/${alert}/acknowledge`, { comment: '' })).status).toBe(200);
    expect(await look('do-e')).toMatchObject({ step: 'finish', test: { seenBy: 'Lê Thị Hạnh', screens: 3 } });
    for (const screen of screens) screen.close();
    const finish = await house.api('lan', '/enrolments/do-e/finish', { rightUnit: true, testNoticed: true });
    expect(finish.json).toMatchObject({ step: 'done', finished: { by: 'Nguyễn Thị Lan' } });
    await logger.close();
  });

  test('finishing takes both confirmations, and no less', async () => {
    await register('do-f');
    const body = { rightUnit: true, testNoticed: false };
    expect((await house.api('hung', '/enrolments/do-f/finish', body)).status).toBe(400);
    const early = await house.api('hung', '/enrolments/do-f/finish', { rightUnit: true, testNoticed: true });
    expect([early.status, early.json.code]).toEqual([409, 'ENROLMENT_INCOMPLETE']);
  });
});
