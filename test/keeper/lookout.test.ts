import { describe, expect, test } from 'vitest';
import { AN, House, iso, MINUTE, START } from './house.ts';

/** The place xa has three fridges with loggers that tell of mains and battery. */
const XA = `demo: true
units:
  - { id: tu-3, kind: refrigerator, site: xa, name: Tủ 3, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }] }
  - { id: tu-4, kind: refrigerator, site: xa, name: Tủ 4, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }] }
devices:
  - { id: do-4, unit: tu-3, secret: a-secret-of-four }
  - { id: do-5, unit: tu-4, secret: a-secret-of-five }
`;

type Extras = { readonly power?: boolean; readonly battery?: number };
const OPEN = { acknowledged: null };

/** One reading of now, or of `at`, with what the device says besides. */
async function say(
  house: House,
  device: string,
  celsius: number,
  extras: Extras,
  at = house.now,
): Promise<void> {
  const readings = [{ at: START + at * MINUTE, celsius, ...extras }];
  const payload = Buffer.from(JSON.stringify({ readings }));
  const receivedAt = START + house.now * MINUTE;
  await house.keeper.ingest([{ device, kind: 'telemetry', payload, size: payload.length, receivedAt }]);
}

/** Many readings at once, as a logger that was offline brings them: °C each five minutes up to now. */
async function history(house: House, device: string, celsius: readonly number[]): Promise<void> {
  const first = house.now - (celsius.length - 1) * 5;
  await house.send(
    device,
    celsius.map((value, i) => [first + i * 5, value] as const),
  );
}

describe('a unit near a breach', () => {
  test('is told of once, before it is in breach, and not beside the excursion it becomes', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    await house.live('do-1', 15, 15, 9);
    await house.wait(16);
    expect(await house.alerts('unit-at-risk')).toEqual([]);
    await house.wait(21);
    const [told] = await house.alerts('unit-at-risk');
    expect(told).toMatchObject({
      severity: 'warning',
      unit: 'tu-1',
      site: 'tinh',
      happenedAt: iso(15),
      data: { side: 'above', limitCelsius: 8, celsius: 9, breachAt: iso(75) },
    });
    await house.live('do-1', 25, 50, 9.5);
    await house.wait(51);
    expect(await house.alerts('unit-at-risk')).toEqual([told]);
    await house.live('do-1', 55, 55, 9.5);
    await house.wait(56);
    expect(await house.alerts('unit-at-risk')).toMatchObject([{ id: told?.id, severity: 'critical' }]);
    await house.live('do-1', 60, 75, 9.5);
    await house.wait(76);
    expect(await house.alerts('unit-at-risk')).toEqual([]);
    expect(await house.alerts('unit-excursion')).toHaveLength(1);
    await house.live('do-1', 80, 90, 9.5);
    await house.wait(91);
    expect(await house.alerts('unit-at-risk')).toEqual([]);
  });

  test('is one alert while it swings around the limit, and over when it stayed in range', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    await house.live('do-1', 10, 25, 9);
    await house.wait(26);
    const [told] = await house.alerts('unit-at-risk');
    expect(told).toMatchObject({ data: { breachAt: iso(70) } });
    await house.live('do-1', 27, 27, 7.9);
    await house.wait(28);
    await house.live('do-1', 29, 29, 8.1);
    await house.wait(30);
    expect(await house.alerts('unit-at-risk')).toMatchObject([{ id: told?.id, data: { breachAt: iso(89) } }]);
    await house.live('do-1', 31, 31, 7);
    await house.wait(32);
    await house.wait(34.9);
    expect(await house.alerts('unit-at-risk')).toHaveLength(1);
    await house.wait(35);
    expect(await house.alerts('unit-at-risk')).toEqual([]);
  });

  test('is told of for the vaccine in it too, that stands less than the fridge itself', async () => {
    const house = await House.open();
    await house.apply(`demo: true
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 36000, mode: continuous }] }
`);
    await house.live('do-1', 0, 20, 9);
    await house.wait(21);
    expect(await house.alerts('unit-at-risk')).toMatchObject([{ data: { rule: 'heat', breachAt: iso(60) } }]);
  });

  test('goes on after a restart as the same alert', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 20, 9);
    await house.wait(21);
    const told = await house.alerts('unit-at-risk');
    await house.restart();
    await house.wait(22);
    expect(await house.alerts('unit-at-risk')).toEqual(told);
    expect(told).toMatchObject([OPEN]);
  });
});

describe('a power cut', () => {
  test('is one alert of the place, with its units in the order in which they will be in breach', async () => {
    const house = await House.open();
    await house.apply(XA);
    for (let minute = 0; minute <= 20; minute += 5) {
      house.now = minute;
      await say(house, 'do-2', 4, { power: false });
      await say(house, 'do-4', 4 + minute / 20, { power: false });
      await say(house, 'do-5', 4 + minute / 10, { power: false });
      await say(house, 'do-3', 4, { power: false });
      await say(house, 'do-1', 4, { power: true });
    }
    await house.wait(21);
    const [cut, ...more] = await house.alerts('power-cut');
    expect(more).toEqual([]);
    expect(cut).toMatchObject({
      site: 'xa',
      severity: 'critical',
      count: 3,
      happenedAt: iso(0),
      data: { units: 'tu-4 tu-3 tu-2', first: 'Tủ 4', breachAt: null },
    });
    house.now = 25;
    await say(house, 'do-2', 9, { power: false });
    await say(house, 'do-4', 9, { power: false });
    await say(house, 'do-5', 6.5, { power: false });
    await house.wait(26);
    expect(await house.alerts('power-cut')).toMatchObject([
      { id: cut?.id, data: { units: 'tu-3 tu-4 tu-2', first: 'Tủ 3', breachAt: iso(85) } },
    ]);
  });

  test('of a minute is none, and neither is what a device said a day ago', async () => {
    const house = await House.open();
    await say(house, 'do-2', 4, { power: false });
    await house.wait(1.9);
    expect(await house.alerts('power-cut')).toEqual([]);
    await say(house, 'do-2', 4, { power: true });
    await house.wait(3);
    expect(await house.alerts('power-cut')).toEqual([]);
    await say(house, 'do-2', 4, { power: false });
    await house.wait(6);
    expect(await house.alerts('power-cut')).toHaveLength(1);
    await house.wait(3 + 24 * 60 + 1);
    expect(await house.alerts('power-cut')).toEqual([]);
  });

  test('ends when the power is back, whatever comes late, and goes on across a restart', async () => {
    const house = await House.open();
    await say(house, 'do-2', 4, { power: false });
    await house.wait(3);
    const told = await house.alerts('power-cut');
    await house.restart();
    await house.wait(4);
    expect(await house.alerts('power-cut')).toEqual(told);
    while (await house.keeper.pack());
    await house.wait(5);
    expect(await house.alerts('power-cut')).toEqual(told);
    house.now = 10;
    await say(house, 'do-2', 4, { power: true });
    await say(house, 'do-2', 4.1, { power: false }, 5);
    await house.wait(13);
    expect(await house.alerts('power-cut')).toEqual([]);
  });
});

describe('a battery', () => {
  test('that is low is told of once, and over when it was clearly charged', async () => {
    const house = await House.open();
    const look = async (minute: number, battery: number) => {
      house.now = minute;
      await say(house, 'do-2', 4, { battery });
      await house.wait(minute + 2);
      return house.alerts('battery-low');
    };
    expect(await look(0, 20)).toEqual([]);
    const told = await look(5, 19);
    expect(told).toMatchObject([
      { device: 'do-2', unit: 'tu-2', site: 'xa', severity: 'warning', data: { percent: 19 } },
    ]);
    expect(await look(10, 29)).toEqual(told);
    await house.restart();
    expect(await look(15, 12)).toEqual(told);
    expect(await look(20, 31)).toEqual([]);
  });
});

describe('a sensor', () => {
  const DAY = 24 * 60;
  const moving = Array.from({ length: 288 }, (_, i) => 4 + (i % 5) * 0.1);
  const still = (hours: number) => Array.from({ length: hours * 12 }, () => 4.6);

  test('that stands still for six hours after a day of moving is suspect until it moves', async () => {
    const house = await House.open({ now: 2 * DAY });
    await history(house, 'do-1', [...moving, ...still(6)]);
    await house.wait(2 * DAY + 1);
    expect(await house.alerts('sensor-stuck')).toEqual([]);
    house.now = 2 * DAY + 5;
    await house.send('do-1', [[house.now, 4.6]]);
    await house.wait(2 * DAY + 7);
    const told = await house.alerts('sensor-stuck');
    expect(told).toMatchObject([
      {
        device: 'do-1',
        unit: 'tu-1',
        severity: 'warning',
        data: { probe: '1', celsius: 4.6 },
        happenedAt: iso(2 * DAY - 355),
      },
    ]);
    await house.restart();
    house.now = 2 * DAY + 10;
    await house.send('do-1', [[house.now, 4.6]]);
    await house.wait(2 * DAY + 12);
    expect(await house.alerts('sensor-stuck')).toEqual(told);
    house.now = 2 * DAY + 15;
    await house.send('do-1', [[house.now, 4.7]]);
    await house.wait(2 * DAY + 17);
    expect(await house.alerts('sensor-stuck')).toEqual([]);
  });

  test('whose past lies in packed chunks is measured by it all the same', async () => {
    const house = await House.open({ now: 2 * DAY, packAt: 0 });
    await history(house, 'do-1', [...moving, ...still(6), 4.6]);
    while (await house.keeper.pack());
    await house.wait(2 * DAY + 1);
    expect(await house.alerts('sensor-stuck')).toHaveLength(1);
  });

  test('of a whole degree that says the same for a day and never said much else is left in peace', async () => {
    const house = await House.open({ now: 2 * DAY });
    await history(house, 'do-1', [5, 4, ...Array.from({ length: 288 }, () => 4)]);
    await house.wait(2 * DAY + 1);
    expect(await house.alerts('sensor-stuck')).toEqual([]);
  });
});

test('what is told of is taken like any other alert', async () => {
  const house = await House.open();
  await say(house, 'do-2', 4, { power: false });
  await house.wait(3);
  const [cut] = await house.alerts('power-cut');
  await house.does(AN, { type: 'alert.acknowledge', alert: cut?.id ?? '', comment: 'đã chạy máy phát' });
  await house.wait(4);
  expect(await house.alerts('power-cut')).toMatchObject([{ id: cut?.id, acknowledged: { by: 'an' } }]);
});
