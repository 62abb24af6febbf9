/** A start goes on with what is kept of packed readings, and reads them only where that is missing, damaged or of other terms. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/store/sqlite.ts';
import { DEPOT, House, iso, MINUTE, type Point, PROVINCE, START } from './house.ts';

const DAY = 24 * 60;
/** Ten days, one reading every ten minutes; on the second day it is warm for two hours, on the fourth for half an hour. */
const points: Point[] = Array.from({ length: 10 * 144 }, (_, i) => {
  const minute = i * 10;
  const isWarm = (minute >= DAY && minute < DAY + 120) || (minute >= 3 * DAY && minute < 3 * DAY + 30);
  return [minute, isWarm ? 9 : 5] as const;
});

async function packed(): Promise<House> {
  const house = await House.open({ packAt: 1 });
  for (let i = 0; i < points.length; i += 144) {
    house.now = 10 * (i + 143);
    await house.send('do-1', points.slice(i, i + 144));
    while (await house.keeper.pack());
  }
  return house;
}

/** Reads and changes the store of a keeper that is ended. */
function inStore<T>(house: House, work: (db: Database.Database) => T): T {
  const db = new Database(join(house.directory, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Damages the packed readings of the first eight days: whoever reads one of them knows less from then on. */
const spoilOld = (house: House) =>
  inStore(house, (db) =>
    db.prepare('UPDATE chunk SET crc = crc + 1 WHERE last_at < ?').run(START + 8 * DAY * MINUTE),
  );
const facts = async (house: House) =>
  (await house.excursions('kien-1'))
    .map(({ id: _, ...e }) => e)
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));

const TWO_HOURS = { rule: 'heat', start: iso(DAY), end: iso(DAY + 120), peakCelsius: 9 };

describe('a start', () => {
  it('reads no reading that is packed and older than a day, and knows all that it knew', async () => {
    const house = await packed();
    const before = await house.everything();
    spoilOld(house);
    await house.restart();
    expect(await house.everything()).toEqual(before);
    expect(await facts(house)).toMatchObject([TWO_HOURS]);
  });

  it('goes on with what came since the last packing', async () => {
    const house = await packed();
    house.now = 10 * DAY + 90;
    const newer = Array.from({ length: 10 }, (_, i) => [10 * DAY + 10 * i, 9] as const);
    await house.send('do-1', newer);
    const before = await facts(house);
    expect(before).toHaveLength(2);
    spoilOld(house);
    await house.restart();
    expect(await facts(house)).toEqual(before);
  });

  it('reads everything where what is kept is damaged, and keeps it anew', async () => {
    const house = await packed();
    const before = await house.everything();
    inStore(house, (db) => db.prepare('UPDATE track SET crc = crc + 1').run());
    await house.restart();
    expect(await house.everything()).toEqual(before);
    while (await house.keeper.pack());
    spoilOld(house);
    await house.restart();
    expect(await house.everything()).toEqual(before);
  });

  it('goes on with what can be read, and says what is missing, when nothing that holds is kept either', async () => {
    const house = await packed();
    inStore(house, (db) => db.prepare('DELETE FROM track').run());
    spoilOld(house);
    await house.restart();
    expect((await facts(house)).map(({ rule }) => rule)).toEqual(['unmonitored']);
    expect(await house.alerts('history-damaged')).toMatchObject([{ severity: 'critical', count: 8 }]);
  });

  it('reads everything when a certificate came that changes what the readings say', async () => {
    const house = await packed();
    await house.apply(
      PROVINCE.replace(
        'unit: tu-1, secret: a-secret-of-one',
        'unit: tu-1, secret: a-secret-of-one, calibrations: [{ probe: "1", on: 2026-11-22, due: 2027-11-22, offsetCelsius: -5 }]',
      ),
    );
    house.now++;
    const before = await facts(house);
    expect(before).not.toMatchObject([TWO_HOURS]);
    await house.restart();
    expect(await facts(house)).toEqual(before);
  });

  it('reads everything for a parcel whose limits nobody asked for before', async () => {
    const house = await packed();
    const other = '08930000000019';
    await house.apply(
      `demo: true
products: [{ gtin: "${other}", name: Khác, dosesPerVial: 1, maxUnmonitoredSeconds: 14400, rules: [{ id: cool, side: above, limitCelsius: 4, allowedSeconds: 0, mode: continuous }] }]`,
    );
    const received = { type: 'parcel.receive', gtin: other, lot: 'L1', expiry: '2027-03-31' } as const;
    const at = START + DAY * MINUTE;
    const parcel = { id: 'kien-2', doses: 10, unit: 'tu-1', at };
    await house.does(DEPOT, { ...received, ...parcel });
    house.now++;
    const before = await house.excursions('kien-2');
    expect(before).toMatchObject([{ rule: 'cool', start: iso(DAY) }]);
    await house.restart();
    expect(await house.excursions('kien-2')).toEqual(before);
  });

  it('takes a late reading to what is kept as to what it had read', async () => {
    const house = await packed();
    await house.restart();
    await house.send('do-1', [
      [3 * DAY + 35, 9],
      [3 * DAY + 45, 9],
      [3 * DAY + 55, 9],
    ]);
    while (await house.keeper.pack());
    const before = await facts(house);
    spoilOld(house);
    await house.restart();
    expect(await facts(house)).toEqual(before);
  });

  it('lets a parcel rest whose life is over, and wakes it for what comes late', async () => {
    const house = await packed();
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ id: 'con-1', doses: 240 }] });
    for (let i = 0; i < 2; i++) {
      house.now += 30;
      await house.send('do-1', [[house.now, 5]]);
    }
    while (await house.keeper.pack());
    const before = await house.everything();
    await house.restart();
    await house.restart();
    expect(await house.everything()).toEqual(before);
    expect((await house.parcel('kien-1')).atRisk).toEqual([]);
    await house.send('do-1', [[5 * DAY + 5, -2]]);
    const late = { rule: 'freeze', start: iso(5 * DAY + 5), peakCelsius: -2 };
    expect(await facts(house)).toMatchObject([TWO_HOURS, late]);
    expect(await house.holds('kien-1')).toHaveLength(2);
    expect(await house.holds('con-1')).toHaveLength(2);
    const after = await house.everything();
    await house.restart();
    expect(await house.everything()).toEqual(after);
  });

  it('knows of a late reading that made only the last stretch longer, before a fault that was newer', async () => {
    const house = await House.open({ packAt: 1 });
    house.now = 200;
    for (const message of [
      [
        [30, 5],
        [100, null],
      ],
      [[40, 5]],
    ] as const) {
      await house.send('do-1', message);
      while (await house.keeper.pack());
    }
    const told = async () => (await house.unitExcursions('tu-1')).map(({ start }) => start);
    house.now = 500;
    await house.keeper.tick();
    const before = await told();
    expect(before).toEqual([iso(55)]);
    await house.restart();
    expect(await told()).toEqual(before);
  });
});
