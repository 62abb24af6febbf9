import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectRequest } from '../../src/mqtt/connect.ts';
import { BAD_CREDENTIALS, IDENTIFIER_REJECTED, NOT_AUTHORIZED } from '../../src/mqtt/connect.ts';
import { Refusals } from '../../src/mqtt/refusals.ts';
import { type House, login, openHouse } from './house.ts';
import { connectPacket, RawDevice } from './raw-device.ts';

const request = (over: Partial<ConnectRequest> = {}): ConnectRequest => ({
  ...{ level: 4, clientId: 'fridge-1', clean: true, keepaliveSeconds: 60, will: null },
  ...{ username: 'fridge-1', password: Buffer.from('wrong') },
  ...over,
});
const kept = () => new Refusals((device) => device.startsWith('fridge-'));

describe('what is kept of who tried to be a device', () => {
  test.each<[string, Partial<ConnectRequest>, number]>([
    ['SECRET_WRONG', {}, BAD_CREDENTIALS],
    ['SECRET_MISSING', { password: null }, BAD_CREDENTIALS],
    ['SECRET_MISSING', { username: null, password: null }, BAD_CREDENTIALS],
    ['USERNAME_DIFFERS', { username: 'admin' }, IDENTIFIER_REJECTED],
    ['USERNAME_DIFFERS', { clientId: 'mqttjs_1', username: 'fridge-1' }, IDENTIFIER_REJECTED],
    ['WILL_FORBIDDEN', {}, NOT_AUTHORIZED],
  ])('%s', (reason, over, code) => {
    const refusals = kept();
    refusals.signIn(request(over), code, 1_000);
    refusals.signIn(request(over), code, 2_000);
    expect(refusals.of('fridge-1')).toEqual([{ reason, at: 2_000, count: 2 }]);
  });

  test('is the latest first, and nothing of ids that nobody registered', () => {
    const refusals = kept();
    refusals.signIn(request(), BAD_CREDENTIALS, 1_000);
    refusals.cut('fridge-1', 'topic', 2_000);
    refusals.cut('fridge-1', 'peer', 3_000);
    refusals.signIn(request({ clientId: 'guess-1' }), BAD_CREDENTIALS, 4_000);
    expect(refusals.of('fridge-1').map(({ reason }) => reason)).toEqual(['TOPIC_FORBIDDEN', 'SECRET_WRONG']);
    expect(refusals.of('guess-1')).toEqual([]);
  });

  test('ends when the device is in, but for what it did when it was in', () => {
    const refusals = kept();
    refusals.signIn(request(), BAD_CREDENTIALS, 1_000);
    refusals.cut('fridge-1', 'filter', 2_000);
    refusals.admitted('fridge-1');
    expect(refusals.of('fridge-1').map(({ reason }) => reason)).toEqual(['FILTER_FORBIDDEN']);
  });
});

describe('a real connection', () => {
  let house: House;
  afterEach(() => house.close());

  test('that another of the same id took over, and one with a wrong secret, are told', async () => {
    house = await openHouse();
    const first = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
    await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
    await first.closed;
    expect(house.edge.refusals('fridge-1').map(({ reason }) => reason)).toEqual(['TAKEN_OVER']);
    expect([house.edge.connected('fridge-1'), house.edge.listens('fridge-1')]).toEqual([true, false]);
    const wrong = connectPacket({ ...login('fridge-2'), password: 'x' });
    await RawDevice.connect(house.port, wrong).catch(() => {});
    expect(house.edge.refusals('fridge-2').map(({ reason }) => reason)).toEqual(['SECRET_WRONG']);
  });
});
