import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget } from '../../src/influx/target.ts';
import type { Target } from '../../src/influx/types.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { MINUTE, START } from '../keeper/house.ts';
import { eventfulHouse, rebuilt, settle, THE_DAY, told, verified } from './copy-house.ts';
import { databaseOf, hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';

const NS = 1_000_000n;
const ns = (minute: number): bigint => BigInt(START + minute * MINUTE) * NS;

describe.skipIf(!hasInfluxd)('the copy in a real InfluxDB 1.x', () => {
  let server: Influxd;
  const open: Target[] = [];
  let databases = 0;

  /** An empty database of its own, by hand too. */
  async function database() {
    const name = `copy${databases++}`;
    const target = openTarget(databaseOf(server, name));
    open.push(target);
    const write = async (line: string) => {
      const answer = await fetch(`${server.url}/write?db=${name}`, { method: 'POST', body: line });
      if (answer.status !== 204) throw new Error(await answer.text());
    };
    return { target, write, query: (text: string) => server.query(text, name) };
  }

  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(async () => {
    for (const target of open) await target.close();
    await server.remove();
  });

  test('refilled from the store it says what the store says, by the hour and point by point', async () => {
    const house = await eventfulHouse();
    const { target, query } = await database();
    const first = await rebuilt(house, target);
    expect(first).toMatchObject({ readings: 72 * 3 + 2, present: 0, refused: 0 });
    expect(first.events).toBe((await house.ledger()).length);
    expect(first.excursions).toBe(2);
    await settle(house, target);
    for (const everyPoint of [false, true]) {
      const found = await verified(house, target, THE_DAY, everyPoint);
      expect(told(found)).toEqual([]);
      expect(found).toMatchObject({ readings: 72 * 3 + 1, excursions: 2, unsent: 0, setAside: 0 });
      expect(found.events).toBe(first.events);
    }
    const again = await rebuilt(house, target);
    expect(again).toMatchObject({ readings: 1, present: 72 * 3 + 1 });
    const { results } = await query('SELECT count(celsius) FROM temperature');
    expect(results[0]?.series?.[0]?.values[0]?.[1]).toBe(72 * 3 + 1);
  });

  test('every kind of tampering is named, and nothing else', async () => {
    const house = await eventfulHouse();
    const { target, write, query } = await database();
    await rebuilt(house, target);
    await settle(house, target);
    const { found: none } = await verified(house, target);
    expect(none).toEqual([]);

    await query(`DELETE FROM temperature WHERE device = 'do-1' AND probe = '1' AND time = ${ns(65)}`);
    await write(`temperature,device=do-2,probe=1,site=xa,unit=tu-2 celsius=5.126 ${ns(130)}`);
    await write(`temperature,device=do-2,probe=1,site=tinh,unit=tu-2 celsius=5.125 ${ns(135)}`);
    await write(`temperature,device=do-1,probe=2,site=tinh,unit=tu-1 celsius=4.2 ${ns(201)}`);
    await write(`temperature,device=do-9,probe=1,site=tinh,unit=tu-1 celsius=4.2 ${ns(202)}`);
    const wanted = [
      'reading do-1/1 65 lacking',
      'reading do-2/1 130 other',
      'reading do-2/1 135 doubled',
      'reading do-1/2 201 foreign',
      'reading do-9/1 202 foreign',
    ];
    for (const everyPoint of [false, true]) {
      const readings = await verified(house, target, undefined, everyPoint);
      expect(told(readings).sort()).toEqual(wanted.toSorted());
      expect(readings.differences).toBe(wanted.length);
    }
    const other = (await verified(house, target)).found.find(({ fault }) => fault === 'other');
    expect(other).toMatchObject({ found: '5.126 °C (xa/tu-2)', wanted: '5.125 °C' });

    const [excursion] = await house.unitExcursions('tu-1');
    const series = `excursion,page=0,rule=warm,subject=unit,unit=tu-1`;
    await write(`${series} id="${excursion?.id}",present=false ${ns(120) + 1n}`);
    const ledger = await house.ledger();
    const seq = ledger.length;
    const last = ledger.at(-1)?.event;
    await query(`DELETE FROM custody WHERE type = '${last?.type}' AND time >= ${ns(0)}`);
    await write(`custody,page=0,type=parcel.moved event="made-up",seq=${seq + 1}i,hash="00" ${ns(10)}`);
    const records = await verified(house, target);
    const deleted = ledger.filter(({ event }) => event.type === last?.type).map(({ seq }) => seq);
    expect(told(records).filter((line) => !line.startsWith('reading'))).toEqual([
      ...deleted.map((n) => `event ${n} lacking`),
      `event ${seq + 1} foreign`,
      `excursion ${excursion?.id} other`,
    ]);
  });

  test('what was not sent yet, or was set aside, is no difference and is counted apart', async () => {
    const house = await eventfulHouse();
    const { target, query } = await database();
    await rebuilt(house, target);
    await settle(house, target);
    house.now = 370;
    await house.send('do-1', [
      [368, 9.25],
      [369, 9.5],
    ]);
    expect(await verified(house, target)).toMatchObject({ differences: 0, unsent: 2 });

    await query(`DELETE FROM temperature WHERE device = 'do-2' AND time = ${ns(10)}`);
    expect(told(await verified(house, target))).toEqual(['reading do-2/1 10 lacking']);
    const point = {
      measurement: 'temperature' as const,
      tags: { site: 'xa', unit: 'tu-2', device: 'do-2', probe: '1' },
      fields: { celsius: 5.125 },
      time: START + 10 * MINUTE,
      nanos: 0,
    };
    const { cursor } = await house.ask<{ cursor: never }>({ type: 'influx' });
    await house.does(SYSTEM, {
      type: 'influx.settle',
      target: target.name,
      cursor,
      setAside: [{ point, reason: '400: no' }],
    });
    expect(await verified(house, target)).toMatchObject({ differences: 0, unsent: 2, setAside: 1 });
  });

  test('a copy that lost everything lacks everything, counted without being listed for ever', async () => {
    const house = await eventfulHouse();
    const { target } = await database();
    await target.create();
    await settle(house, target);
    const found = await verified(house, target);
    const events = (await house.ledger()).length;
    expect(found).toMatchObject({ differences: 72 * 3 + 1 + events + 2, unsent: 0 });
    expect(found.found.every(({ fault }) => fault === 'lacking')).toBe(true);
  });

  test('a server that cannot be asked is an error, not a difference', async () => {
    const house = await eventfulHouse();
    const { target } = await database();
    await expect(verified(house, target)).rejects.toMatchObject({ code: 'INFLUX_MISSING' });
  });
});
