/** A unit's excursion that was over before the service learned of it: one alert, whatever the order in which its evidence comes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AN, DEPOT, GTIN, House, iso, NURSE, OFFICIALS, type Point, PROVINCE, VIAL } from './house.ts';

/** Nobody's vaccine is in tu-2; it has a rule of its own: warm for an hour. */
const EMPTY = PROVINCE.replace(
  'name: Tủ 2, samplingSeconds: 300, maxGapSeconds: 900 }',
  'name: Tủ 2, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }] }',
);
/** Each five minutes of [5, 595]: two hours at 12 °C from minute 200 on, an hour and a half at 10 °C from 400 on, else 5 °C. */
const BACKLOG: readonly Point[] = Array.from({ length: 119 }, (_, i) => {
  const minute = 5 + i * 5;
  const celsius = minute >= 200 && minute < 320 ? 12 : minute >= 400 && minute < 490 ? 10 : 5;
  return [minute, celsius] as const;
});

async function silentUntil(minute: number, device = 'do-2', descriptions = [EMPTY]): Promise<House> {
  const house = await House.open({ descriptions });
  await house.live(device, 0, 0, 5);
  house.now = minute;
  await house.send(device, [[minute, 5]]);
  return house;
}

describe('a backlog of a unit', () => {
  it('that was warm meanwhile and is back in range tells when it happened and when it was learned', async () => {
    const house = await silentUntil(600);
    await house.send('do-2', BACKLOG);
    const [alert, ...more] = await house.alerts('late-discovery');
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      unit: 'tu-2',
      site: 'xa',
      severity: 'warning',
      state: 'open',
      happenedAt: iso(260),
      raisedAt: iso(600),
      count: 2,
      data: { rule: 'warm', start: iso(200), peakCelsius: 12, parcels: 0, doses: 0, dosesGiven: 0 },
    });
    expect(await house.alerts('unit-excursion')).toEqual([]);
    // Its page shows from the first to the last of them.
    expect(await house.ask({ type: 'incident', alert: alert?.id ?? '' })).toMatchObject({
      from: iso(200),
      rules: [{ of: 'unit', rule: 'warm', start: iso(200), breachedAt: iso(260), end: iso(490) }],
      parcelCount: 0,
    });
  });

  it('in forty pieces of any order makes that one alert and no other; the same again changes nothing', async () => {
    const pieces = Array.from({ length: 40 }, (_, i) => BACKLOG.filter((_point, at) => at % 40 === i));
    const orders = fc.shuffledSubarray(pieces, { minLength: 40 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const house = await silentUntil(600);
        for (const piece of order) await house.send('do-2', piece);
        expect(await house.alerts('unit-excursion')).toEqual([]);
        const told = await house.alerts('late-discovery');
        expect(told).toMatchObject([
          { happenedAt: iso(260), count: 2, data: { start: iso(200), peakCelsius: 12 } },
        ]);
        house.now = 620;
        await house.send('do-2', [[620, 5]]);
        for (const piece of order) await house.send('do-2', piece);
        await house.restart();
        await house.wait(625);
        expect(await house.alerts('late-discovery')).toEqual(told);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('that was taken is not raised again by a restart, by packing, or by its own evidence', async () => {
    const house = await silentUntil(600);
    await house.send('do-2', BACKLOG);
    const [alert] = await house.alerts('late-discovery');
    await house.does(AN, { type: 'alert.acknowledge', alert: alert?.id ?? '', comment: 'đã xem tủ' });
    await house.keeper.pack();
    await house.restart();
    await house.send('do-2', BACKLOG);
    // A little more of what was known: not another one.
    await house.send('do-2', [[322, 11]]);
    await house.wait(660);
    expect(await house.alerts('late-discovery')).toEqual([]);
  });

  it('that shows another excursion after the first was taken is another alert', async () => {
    const house = await silentUntil(600);
    await house.send(
      'do-2',
      BACKLOG.filter(([minute]) => minute < 350),
    );
    const [first] = await house.alerts('late-discovery');
    await house.does(AN, { type: 'alert.acknowledge', alert: first?.id ?? '', comment: 'đã xem tủ' });
    house.now = 605;
    await house.send(
      'do-2',
      BACKLOG.filter(([minute]) => minute >= 350),
    );
    expect(await house.alerts('late-discovery')).toMatchObject([
      { happenedAt: iso(460), raisedAt: iso(605), count: 1, data: { peakCelsius: 10 } },
    ]);
  });
});

it('what was told while it lasted is not told again when it ends', async () => {
  const house = await House.open({ descriptions: [EMPTY] });
  await house.live('do-2', 0, 70, 9);
  expect(await house.alerts('unit-excursion')).toHaveLength(1);
  await house.live('do-2', 75, 90, 5);
  // Late evidence cuts it: the second part is none that nobody knew of.
  await house.send('do-2', [[62, 5]]);
  await house.wait(200);
  expect(await house.alerts('late-discovery')).toEqual([]);
});

describe('vaccine that was inside', () => {
  it('makes it grave, also when it is elsewhere by now, and the doses given since are counted', async () => {
    const house = await silentUntil(200, 'do-1', [PROVINCE, OFFICIALS]);
    await house.send('do-2', [[200, 5]]);
    await house.does(DEPOT, {
      type: 'parcel.move',
      parcel: 'kien-1',
      unit: 'tu-2',
      at: Date.parse(iso(200)),
    });
    await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'xa', doses: 7 });
    house.now = 205;
    const warm: readonly Point[] = BACKLOG.filter(([minute]) => minute < 200).map(([minute]) => [
      minute,
      minute >= 60 && minute < 150 ? 12 : 5,
    ]);
    await house.send('do-1', warm);
    expect(await house.alerts('late-discovery')).toMatchObject([
      {
        unit: 'tu-1',
        severity: 'critical',
        site: 'tinh',
        happenedAt: iso(120),
        data: { rule: 'warm', parcels: 1, lots: 1, doses: 233, dosesGiven: 7, dosesGivenAfterBreach: 7 },
      },
      { unit: 'tu-1', data: { rule: 'heat', parcels: 1, dosesGiven: 7 } },
    ]);
  });

  it('counts the doses given of a part of a part once, and those of a stranger of its lot never', async () => {
    const other = `demo: true
parcels:
  - { id: kien-2, gtin: "${GTIN}", lot: FK1234, doses: 50, unit: tu-2, since: 2026-11-22T00:00:00Z }
`;
    const house = await silentUntil(200, 'do-1', [PROVINCE, other]);
    await house.send('do-2', [[200, 5]]);
    const split = (parcel: string, id: string, doses: number) =>
      house.does(DEPOT, { type: 'parcel.split', parcel, parts: [{ id, doses }] });
    await split('kien-1', 'phan', 60);
    house.now = 201;
    await split('phan', 'phan-cua-phan', 20);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'phan-cua-phan', unit: 'tu-2' });
    house.now = 202;
    await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'xa', doses: 70 });
    house.now = 205;
    await house.send(
      'do-1',
      BACKLOG.filter(([minute]) => minute < 200).map(([minute]) => [minute, minute < 60 ? 5 : 12]),
    );
    const alerts = await house.alerts('late-discovery');
    expect(alerts.find(({ data }) => data.rule === 'heat')).toMatchObject({
      unit: 'tu-1',
      data: { parcels: 3, dosesGiven: 20, dosesGivenAfterBreach: 20 },
    });
  });

  it('after it was over makes it no graver', async () => {
    const house = await silentUntil(600, 'do-1', [PROVINCE]);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: Date.parse(iso(2)) });
    await house.does(DEPOT, {
      type: 'parcel.move',
      parcel: 'kien-1',
      unit: 'tu-1',
      at: Date.parse(iso(500)),
    });
    await house.send('do-1', BACKLOG);
    expect(await house.alerts('late-discovery')).toMatchObject([
      { unit: 'tu-1', severity: 'warning', data: { parcels: 0, doses: 0 } },
    ]);
  });
});
