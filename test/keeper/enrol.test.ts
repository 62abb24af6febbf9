import { describe, expect, test } from 'vitest';
import type { EnrolCommand } from '../../src/keeper/enrol-protocol.ts';
import type {
  DeviceStandingView,
  EnrolledView,
  EnrolmentItemView,
  EnrolmentView,
  ToldView,
} from '../../src/keeper/enrol-views.ts';
import { type Actor, SYSTEM } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { DEPOT, House, iso, NURSE, OFFICIALS, PROVINCE } from './house.ts';

const ADMIN: Actor = { username: 'quan-tri', name: 'Quản trị', roles: ['administrator'], site: 'tinh' };
const KEEPER_OF_XA: Actor = { username: 'kho-xa', name: 'Kho xã', roles: ['depot'], site: 'xa' };
const DEVICE = 'do-moi';
const NEW_FRIDGE = {
  site: 'xa',
  kind: 'refrigerator',
  name: 'Tủ lạnh 2 – Trạm y tế xã',
  litres: 60,
} as const;
const NEW: EnrolCommand = { type: 'device.enrol', device: DEVICE, unit: NEW_FRIDGE };

const look = (house: House) => house.ask<EnrolmentView>({ type: 'enrolment', device: DEVICE });
const code = async (house: House, who: Actor, command: EnrolCommand) => {
  const answer = await house.tell(who, command);
  return answer.ok ? 'done' : answer.refusal.code;
};
const compare = (celsius: number, anyway = false): EnrolCommand => ({
  type: 'device.enrol.compare',
  device: DEVICE,
  celsius,
  anyway,
});
const LIMITS: EnrolCommand = { type: 'device.enrol.limits', device: DEVICE, rules: null };
const TEST: EnrolCommand = { type: 'alert.test', device: DEVICE };
const FINISH: EnrolCommand = { type: 'device.enrol.finish', device: DEVICE };

/** Registered at minute 0, heard at minute 5. */
async function heard(): Promise<House> {
  const house = await House.open();
  await house.does(ADMIN, NEW);
  house.now = 5;
  await house.send(DEVICE, [[5, 4.5]]);
  return house;
}
async function tested(): Promise<{ house: House; alert: string }> {
  const house = await heard();
  await house.does(DEPOT, compare(4.6));
  await house.does(DEPOT, LIMITS);
  const { test } = await house.does<EnrolmentView>(DEPOT, TEST);
  return { house, alert: test?.alert ?? '' };
}

describe('registering a device', () => {
  test('that is carried by a gateway makes no secret; the gateway must be one, and the address free', async () => {
    const house = await House.open();
    await house.apply('devices: [{ id: cong, profile: senml-gateway }]');
    const via = { gateway: 'cong', address: 'AA:01' };
    expect(await house.does<EnrolledView>(ADMIN, { ...NEW, via })).toMatchObject({ secret: null });
    expect(await look(house)).toMatchObject({ via: { gateway: 'cong', address: 'aa:01' } });
    const refused = async (device: string, at: typeof via) => code(house, ADMIN, { ...NEW, device, via: at });
    expect(await refused('b', via)).toBe('ENROLMENT_INVALID');
    expect(await refused('b', { gateway: 'do-1', address: 'x' })).toBe('ENROLMENT_INVALID');
    expect(await refused('b', { ...via, address: 'aa:02' })).toBe('done');
  });

  test('makes the unit with the limits of its kind, and a secret that is answered once', async () => {
    const house = await House.open();
    const made = await house.does<EnrolledView>(ADMIN, NEW);
    expect(made).toEqual({ device: DEVICE, unit: 'xa-tu-lanh-1', secret: expect.stringMatching(/^.{43}$/) });
    const view = await look(house);
    expect(view).toMatchObject({
      step: 'first-message',
      unitName: NEW_FRIDGE.name,
      siteName: 'Trạm y tế xã',
    });
    expect(view.rules.map(({ limitCelsius }) => limitCelsius)).toEqual([8, -0.5]);
    expect(JSON.stringify(view)).not.toContain(made.secret);
  });

  test('with the secret of its code makes none, and a second fridge gets the next id', async () => {
    const house = await House.open();
    await house.does(ADMIN, NEW);
    const second = { ...NEW, device: 'do-moi-2', secret: 'tu-tem-nhan-cua-may' };
    expect(await house.does(ADMIN, second)).toEqual({
      device: 'do-moi-2',
      unit: 'xa-tu-lanh-2',
      secret: null,
    });
  });

  test('is for administrators of the place, and never for an id that is in use', async () => {
    const house = await House.open();
    expect(await code(house, DEPOT, NEW)).toBe('FORBIDDEN_ROLE');
    expect(await code(house, { ...ADMIN, site: 'xa' }, { ...NEW, unit: { id: 'tu-1' } })).toBe(
      'FORBIDDEN_PLACE',
    );
    expect(await code(house, ADMIN, { ...NEW, device: 'do-1' })).toBe('DEVICE_EXISTS');
    expect(await code(house, ADMIN, { ...NEW, unit: { id: 'tu-99' } })).toBe('UNIT_UNKNOWN');
    expect(await code(house, ADMIN, { ...NEW, unit: { ...NEW_FRIDGE, name: 'Tủ\n2' } })).toBe(
      'ENROLMENT_INVALID',
    );
  });

  test('what an id stands for is told: free, begun, in use, retired', async () => {
    const house = await House.open();
    const standing = async (device: string) =>
      (await house.ask<DeviceStandingView>({ type: 'device.standing', device })).standing;
    expect(await standing(DEVICE)).toBe('free');
    await house.does(ADMIN, NEW);
    expect(await standing(DEVICE)).toBe('enrolling');
    expect(await standing('do-1')).toBe('in-use');
    await house.apply(`devices: [{ id: do-1, unit: tu-1, retired: "${iso(0)}" }]`);
    expect(await standing('do-1')).toBe('retired');
  });
});

describe('the first message', () => {
  test('is awaited without an alert; what is refused of it is told with its reason', async () => {
    const house = await House.open();
    await house.does(ADMIN, NEW);
    await house.wait(30);
    expect(await house.alerts()).toEqual([]);
    await house.send(DEVICE, [[120, 4.5]]);
    const view = await look(house);
    expect(view.step).toBe('first-message');
    expect(view.rejected).toMatchObject([{ reason: 'AT_IN_FUTURE', count: 1, at: iso(30) }]);
  });

  test('brings the next step, and a secret is not made anew any more', async () => {
    const house = await House.open();
    const { secret } = await house.does<EnrolledView>(ADMIN, NEW);
    const renew: EnrolCommand = { type: 'device.enrol.secret', device: DEVICE };
    expect(await code(house, DEPOT, renew)).toBe('FORBIDDEN_ROLE');
    expect((await house.does<EnrolledView>(ADMIN, renew)).secret).not.toBe(secret);
    await house.send(DEVICE, [[0, 4.5]]);
    expect(await look(house)).toMatchObject({ step: 'compare', reading: { celsius: 4.5, stands: true } });
    expect(await code(house, ADMIN, renew)).toBe('ENROLMENT_HEARD');
  });
});

describe('comparing with a hand thermometer', () => {
  test.each([
    [5.5, 'done'],
    [3.5, 'done'],
    [5.501, 'ENROLMENT_APART'],
    [3.499, 'ENROLMENT_APART'],
  ])('%s °C beside 4,5 °C: %s', async (celsius, wanted) => {
    const house = await heard();
    expect(await code(house, DEPOT, compare(celsius))).toBe(wanted);
  });

  test('that stands too far apart is kept only when a person goes on, and says so', async () => {
    const house = await heard();
    await house.does(DEPOT, compare(6.2, true));
    expect((await look(house)).compared).toMatchObject({
      byHandCelsius: 6.2,
      shownCelsius: 4.5,
      apart: true,
    });
  });

  test('needs a value, and one that is not too old', async () => {
    const house = await House.open();
    await house.does(ADMIN, NEW);
    expect(await code(house, DEPOT, compare(4.5))).toBe('ENROLMENT_NOTHING_RECEIVED');
    await house.send(DEVICE, [[0, 4.5]]);
    await house.wait(60);
    expect(await code(house, DEPOT, compare(4.5))).toBe('ENROLMENT_STALE');
  });
});

describe('limits', () => {
  test('are confirmed by the depot and changed by administrators alone', async () => {
    const house = await heard();
    await house.does(DEPOT, compare(4.5));
    const rules = [
      { id: 'heat', side: 'above', limitCelsius: -15, inclusive: false, allowedSeconds: 3600 },
    ] as const;
    expect(await code(house, DEPOT, { ...LIMITS, rules })).toBe('FORBIDDEN_ROLE');
    const view = await house.does<EnrolmentView>(ADMIN, { ...LIMITS, rules });
    expect(view).toMatchObject({ step: 'test', rules: [{ id: 'heat', limitCelsius: -15 }] });
    expect((await house.ledger()).at(-1)?.event).toMatchObject({ type: 'unit.rules', unit: 'xa-tu-lanh-1' });
    await house.does(DEPOT, LIMITS);
    expect((await look(house)).rules).toHaveLength(1);
  });
});

describe('a test alert', () => {
  test('is a warning at the unit that holds nothing and is no excursion', async () => {
    const { house } = await tested();
    expect(await house.alerts()).toMatchObject([
      { kind: 'test', severity: 'warning', unit: 'xa-tu-lanh-1', site: 'xa', data: { by: 'kho' } },
    ]);
    expect(await house.holds()).toEqual([]);
    expect(await house.unitExcursions('xa-tu-lanh-1')).toEqual([]);
    expect(house.keeper.counts().alertsOpen).toBe(0);
    expect(await code(house, DEPOT, TEST)).toBe('TEST_RUNNING');
  });

  test('is over when somebody takes it, without having to explain anything', async () => {
    const { house, alert } = await tested();
    await house.does(NURSE, { type: 'alert.acknowledge', alert, comment: '' });
    expect(await house.alerts()).toEqual([]);
    expect((await look(house)).test).toMatchObject({ seenBy: 'y.ta', endedAt: iso(5) });
  });

  test('ends by itself after ten minutes, also when the service began anew meanwhile', async () => {
    const { house } = await tested();
    await house.wait(14);
    await house.restart();
    expect(await house.alerts('test')).toHaveLength(1);
    await house.wait(15);
    expect(await house.alerts('test')).toEqual([]);
    expect(await look(house)).toMatchObject({ step: 'test', test: { seenBy: null, endedAt: iso(15) } });
    expect(await code(house, DEPOT, TEST)).toBe('done');
  });

  test('keeps which screens answered; the one it was sent from alone proves nothing', async () => {
    const { house, alert } = await tested();
    const received = (username: string) =>
      house.does(SYSTEM, {
        ...{ type: 'device.enrol.received', alert },
        receipts: [{ username, at: Date.parse(iso(5)) }],
      });
    await received('kho');
    expect(await look(house)).toMatchObject({ step: 'test', test: { screens: 1 } });
    await received('an');
    expect(await look(house)).toMatchObject({
      step: 'finish',
      test: { screens: 2, receipts: [{ username: 'kho' }, { username: 'an', at: iso(5) }] },
    });
  });

  test('tells whose screens would show it: those of the place and above', async () => {
    const house = await House.open({
      descriptions: [
        PROVINCE,
        OFFICIALS,
        'demo: true\npeople: [{ username: xa, name: Xã, roles: [vaccinator], site: xa, password: x }]',
      ],
    });
    await house.does(ADMIN, { ...NEW, unit: { id: 'tu-1' } });
    const { items } = await house.ask<Paged<ToldView>>({ type: 'enrolment.people', device: DEVICE });
    expect(items.map(({ username, siteName }) => [username, siteName])).toEqual([
      ['an', 'Kho tỉnh'],
      ['binh', 'Kho tỉnh'],
    ]);
  });
});

describe('finishing', () => {
  test('waits for every step, writes who confirmed what, and takes the device off the list', async () => {
    const { house, alert } = await tested();
    expect(await code(house, DEPOT, FINISH)).toBe('ENROLMENT_INCOMPLETE');
    await house.does(NURSE, { type: 'alert.acknowledge', alert, comment: '' });
    const unfinished = async (who: Actor) => {
      const answer = await house.keeper.ask(who, { type: 'enrolments' });
      return answer.ok ? (answer.value as Paged<EnrolmentItemView>).items.map(({ device }) => device) : [];
    };
    expect(await unfinished(KEEPER_OF_XA)).toEqual([DEVICE]);
    await house.does(DEPOT, FINISH);
    expect(await unfinished(DEPOT)).toEqual([]);
    expect((await house.ledger()).at(-1)?.event).toMatchObject({
      ...{ type: 'device.confirmed', by: 'kho', device: DEVICE, unit: 'xa-tu-lanh-1', site: 'xa' },
      ...{ byHandCelsius: 4.6, shownCelsius: 4.5, apart: false, test: alert, seenBy: 'y.ta' },
    });
    expect(await code(house, DEPOT, FINISH)).toBe('ENROLMENT_FINISHED');
    await house.restart();
    expect(await look(house)).toMatchObject({ step: 'done', finished: { by: 'kho' } });
  });

  test('and every other step are refused outside one’s place, and to other roles', async () => {
    const { house } = await tested();
    const elsewhere: Actor = { ...DEPOT, site: 'nowhere' };
    for (const command of [compare(4.5), LIMITS, TEST, FINISH]) {
      expect(await code(house, elsewhere, command)).toBe('FORBIDDEN_PLACE');
      expect(await code(house, NURSE, command)).toBe('FORBIDDEN_ROLE');
    }
    const answer = await house.keeper.ask(elsewhere, { type: 'device.identify', device: DEVICE });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_PLACE' } });
  });

  test('a device that is retired before is nobody’s task any more', async () => {
    const house = await heard();
    await house.apply(`devices: [{ id: ${DEVICE}, unit: xa-tu-lanh-1, retired: "${iso(5)}" }]`);
    expect((await house.ask<Paged<EnrolmentItemView>>({ type: 'enrolments' })).items).toEqual([]);
  });
});
