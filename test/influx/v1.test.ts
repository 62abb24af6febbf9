import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TARGET_LIMITS } from '../../src/influx/limits.ts';
import { checkPoint, nanoseconds } from '../../src/influx/point.ts';
import type { Point } from '../../src/influx/types.ts';
import { writerV1 } from '../../src/influx/v1.ts';
import { type ClientV1, openClientV1 } from '../../src/influx/v1-client.ts';
import { queriesV1 } from '../../src/influx/v1-queries.ts';
import { CSET82 } from '../../src/lots/gs1/charset.ts';
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';
import { NASTY } from './nasty.ts';
import { AT, event, excursion, GTIN, reading } from './points-fixture.ts';

const HOUR = 3_600_000;

describe.skipIf(!hasInfluxd)('a real InfluxDB 1.x', () => {
  let server: Influxd;
  const open: ClientV1[] = [];

  /** A database of its own for every test. */
  async function target(database: string) {
    const client = openClientV1({ version: 1, url: server.url, database, username: null, password: null });
    open.push(client);
    const target = { ...writerV1(client, TARGET_LIMITS), ...queriesV1(client, TARGET_LIMITS.readWithinMs) };
    return target;
  }
  async function made(database: string) {
    const it = await target(database);
    expect(await it.create()).toBe(true);
    return it;
  }
  const rows = async (database: string, text: string) => {
    const { results } = await server.query(text, database);
    return (results[0]?.series ?? []).flatMap(({ columns, values }) =>
      values.map((value) => Object.fromEntries(columns.map((column, at) => [column, value[at]]))),
    );
  };

  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(async () => {
    for (const client of open) client.close();
    await server.remove();
  });

  test('whatever a person types as a reason is read back letter for letter', async () => {
    const it = await made('nasty');
    const points = NASTY.map((text, at) => event(at + 1, text));
    expect(points.map(checkPoint)).toEqual(points.map(() => null));
    expect(await it.write(points)).toEqual({ kind: 'stored' });
    const stored = await rows('nasty', 'SELECT seq, reason, parcel, hash FROM custody');
    expect(stored.map(({ reason }) => reason)).toEqual(NASTY);
    expect(stored.map(({ seq }) => seq)).toEqual(NASTY.map((_, at) => at + 1));
  });

  test('a lot number may hold every character that GS1 allows', async () => {
    const it = await made('lots');
    const lots = [...CSET82, ...(CSET82.match(/.{1,20}/g) ?? []), 'a,b=c"', '=,=,'];
    const points = lots.map((lot, at) => event(at + 1, '', { tags: { ...event(at + 1).tags, lot } }));
    expect(points.map(checkPoint)).toEqual(points.map(() => null));
    expect(await it.write(points)).toEqual({ kind: 'stored' });
    const stored = await rows('lots', 'SELECT seq, lot, gtin, type FROM custody');
    expect(stored.map(({ lot }) => lot)).toEqual(lots);
    expect(new Set(stored.map(({ gtin, type }) => `${gtin} ${type}`))).toEqual(
      new Set([`${GTIN} hold.placed`]),
    );
  });

  test('written twice it is one point still', async () => {
    const it = await made('twice');
    await it.write([reading(), event(1), excursion()]);
    await it.write([reading(), event(1), excursion()]);
    for (const name of ['temperature', 'custody', 'excursion'])
      expect(await rows('twice', `SELECT * FROM ${name}`), name).toHaveLength(1);
  });

  test('times are kept to the nanosecond, before and after 1970 and at both ends of the range', async () => {
    const it = await made('times');
    const points = [
      [-9_223_372_036_855, 224_194],
      [-1, 1],
      [-1, 999_999],
      [0, 0],
      [0, 1],
      [1, 0],
      [AT, 123_456],
      [9_223_372_036_854, 775_806],
    ].map(([time = 0, nanos = 0], at) => event(at + 1, '', { time, nanos }));
    expect(points.map(checkPoint)).toEqual(points.map(() => null));
    expect(await it.write(points)).toEqual({ kind: 'stored' });
    const answer = await fetch(
      `${server.url}/query?db=times&epoch=ns&q=${encodeURIComponent('SELECT seq FROM custody')}`,
    );
    const text = await answer.text();
    expect([...text.matchAll(/\[(-?\d+),\d+\]/g)].map(([, ns]) => ns)).toEqual(points.map(nanoseconds));
  });

  test('whole and broken numbers of one field are of one type', async () => {
    const it = await made('types');
    for (const celsius of [4, 4.1, -0, 1e-7, 80, 0.1 + 0.2])
      expect(await it.write([reading({ fields: { celsius }, time: AT + celsius * 1000 })])).toEqual({
        kind: 'stored',
      });
    expect(await rows('types', 'SHOW FIELD KEYS FROM temperature')).toEqual([
      { fieldKey: 'celsius', fieldType: 'float' },
    ]);
  });

  test('a point of another type is refused with the server’s words, and the rest of its write may be stored', async () => {
    const it = await made('conflict');
    // The same shard, for a type holds within one: an older week may have another.
    const line = `temperature,unit=u celsius=4i ${nanoseconds(reading())}`;
    await fetch(`${server.url}/write?db=conflict`, { method: 'POST', body: line });
    const result = await it.write([reading(), event(1)]);
    expect(result).toMatchObject({ kind: 'refused', status: 400 });
    expect(result.kind === 'refused' ? result.reason : '').toContain('field type conflict');
    expect(await rows('conflict', 'SELECT seq FROM custody')).toHaveLength(1);
  });

  test('a database that is not there is missing, until it is made', async () => {
    const it = await target('missing');
    expect(await it.write([reading()])).toMatchObject({ kind: 'unavailable', code: 'INFLUX_MISSING' });
    await expect(it.tallies(0)).rejects.toMatchObject({ code: 'INFLUX_MISSING' });
    expect(await it.create()).toBe(true);
    expect(await it.write([reading()])).toEqual({ kind: 'stored' });
  });

  test('a retention policy that was dropped is missing too', async () => {
    const it = await made('unkept');
    await server.query('DROP RETENTION POLICY autogen ON unkept');
    expect(await it.write([reading()])).toMatchObject({ kind: 'unavailable', code: 'INFLUX_MISSING' });
  });

  test('a write beyond what the server takes in one piece is refused as too large', async () => {
    const it = await made('large');
    const points = Array.from({ length: 400 }, (_, at) => event(at, 'x'.repeat(65_000)));
    expect(await it.write(points)).toMatchObject({ kind: 'refused', status: 413 });
  });

  test('an hour is tallied per probe, exactly, wherever the device was', async () => {
    const it = await made('tally');
    const hour = Math.floor(AT / HOUR) * HOUR;
    const points = Array.from({ length: 3600 }, (_, s) =>
      reading({
        tags: { ...reading().tags, unit: s < 1000 ? 'tu-1' : 'tu-2', device: s % 2 === 0 ? 'd1' : 'd2' },
        fields: { celsius: (s - 1700) / 1000 },
        time: hour + s * 1000,
      }),
    );
    const also = reading({ tags: { ...reading().tags, also: '1' }, fields: { celsius: 70 }, time: hour });
    const fault = reading({ tags: { ...reading().tags }, fields: { fault: true }, time: hour + 1 });
    await it.write([...points, also, fault, reading({ time: hour - 1 }), reading({ time: hour + HOUR })]);
    const even = points
      .filter((_, s) => s % 2 === 0)
      .map(({ fields }) => Math.round(Number(fields.celsius) * 1000));
    const sum = even.reduce((a, b) => a + b, 0);
    expect(await it.tallies(hour)).toEqual([
      {
        device: 'd1',
        probe: '1',
        hour,
        count: 1801,
        sumMilli: sum + 70_000,
        minMilli: -1700,
        maxMilli: 70_000,
      },
      { device: 'd2', probe: '1', hour, count: 1800, sumMilli: sum + 1800, minMilli: -1699, maxMilli: 1899 },
    ]);
    expect(await it.tallies(hour + 2 * HOUR)).toEqual([]);
  });

  test('readings come in order of time with all their tags, from the first of the range to before its end', async () => {
    const it = await made('readings');
    const { site: _, ...underWay } = reading().tags;
    await it.write([
      reading({ time: AT + 2, fields: { celsius: -0.001 } }),
      reading({ time: AT, fields: { celsius: 4.002 } }),
      reading({ time: AT, fields: { celsius: 5 }, tags: { ...reading().tags, also: '1' } }),
      reading({ time: AT + 1, tags: underWay }),
      reading({ time: AT + 1, fields: { fault: true } }),
      reading({ time: AT + 3 }),
      reading({ time: AT, tags: { ...reading().tags, device: 'd2', unit: 'tu-2' } }),
    ]);
    const range = { from: AT, to: AT + 3 };
    const first = { device: 'd1', probe: '1', unit: 'tu-1', site: 'tram-a', also: '', at: AT, milli: 4002 };
    const rest = [
      { ...first, at: AT + 1, site: '', milli: 4125 },
      { ...first, at: AT + 2, milli: -1 },
    ];
    const ofUnit = await it.readings({ ...range, unit: 'tu-1' });
    expect(ofUnit.slice(2)).toEqual(rest);
    expect(ofUnit.slice(0, 2)).toEqual(expect.arrayContaining([first, { ...first, also: '1', milli: 5000 }]));
    expect(await it.readings({ ...range, device: 'd2' })).toHaveLength(1);
    expect(await it.readings({ ...range, unit: 'tu-1', device: 'd2' })).toEqual([]);
    expect(await it.readings(range)).toHaveLength(5);
    expect(await it.readings({ ...range, device: "d2' OR device = 'd1" })).toEqual([]);
  });

  test('more readings than one answer holds are all there, once', async () => {
    const it = await made('pages');
    const points: Point[] = [];
    for (let at = 0; at < 60_000; at++)
      points.push(
        reading({
          tags: { ...reading().tags, device: `d${at % 7}` },
          fields: { celsius: at / 1000 },
          time: AT + Math.floor(at / 7),
        }),
      );
    for (let at = 0; at < points.length; at += 10_000)
      expect(await it.write(points.slice(at, at + 10_000))).toEqual({ kind: 'stored' });
    const stored = await it.readings({ from: AT, to: AT + HOUR });
    expect(stored.map(({ milli }) => milli).sort((a, b) => a - b)).toEqual(points.map((_, at) => at));
  });

  test('a unit’s curve is thinned by the database, on whole steps, with nothing where nothing was measured', async () => {
    const it = await made('buckets');
    const from = Math.floor(AT / HOUR) * HOUR;
    await it.write([
      reading({ time: from + 1000, fields: { celsius: 2 } }),
      reading({ time: from + 2000, fields: { celsius: 5 }, tags: { ...reading().tags, probe: '2' } }),
      reading({ time: from + 60_000, fields: { celsius: 8 } }),
      reading({ time: from + 180_000, fields: { celsius: 3 } }),
      reading({ time: from + 1000, fields: { celsius: 50 }, tags: { ...reading().tags, unit: 'tu-2' } }),
    ]);
    expect(await it.buckets({ unit: 'tu-1', from, to: from + 180_000, everyMs: 60_000 })).toEqual([
      { at: from, min: 2, max: 5, mean: 3.5, count: 2 },
      { at: from + 60_000, min: 8, max: 8, mean: 8, count: 1 },
    ]);
    const days = await it.buckets({
      unit: 'tu-1',
      from: from - 100_000 * 1000,
      to: from + HOUR,
      everyMs: 1000,
    });
    expect(days.map(({ at }) => at)).toEqual([1000, 2000, 60_000, 180_000].map((ms) => from + ms));
    await expect(it.buckets({ unit: 'tu-1', from, to: from + 1, everyMs: 0.5 })).rejects.toThrow(
      'at least 1000',
    );
  });

  test('events are found by their numbers, across pages', async () => {
    const it = await made('events');
    const numbers = [1, 2, 3, 999_999, 1_000_000, 1_000_001];
    await it.write(numbers.map((seq) => event(seq)));
    const found = async (from: number, to: number) => (await it.events(from, to)).map(({ seq }) => seq);
    expect(await found(1, 3)).toEqual([1, 2, 3]);
    expect(await found(2, 2)).toEqual([2]);
    expect(await found(999_998, 1_000_000)).toEqual([999_999, 1_000_000]);
    expect(await found(1, 2_000_000)).toEqual(numbers);
    expect(await it.events(1, 1)).toEqual([{ event: 'e-1', seq: 1, hash: '0f'.repeat(32) }]);
  });

  test('excursions are found by their first known start, as they are now', async () => {
    const it = await made('excursions');
    const one = excursion();
    await it.write([
      excursion({ fields: { ...one.fields, open: true, end: 0 } }),
      excursion({ nanos: 8, fields: { ...one.fields, id: 'x-2', present: false } }),
      excursion({ time: AT + 10, fields: { ...one.fields, id: 'x-3' } }),
    ]);
    expect(await it.excursions({ from: AT, to: AT + 10 })).toEqual([
      { id: 'x-1', present: true, start: AT, end: null },
      { id: 'x-2', present: false, start: AT, end: AT + 900_000 },
    ]);
  });

  test('while it is stopped it is unreachable, and once it is back the very next write is stored', async () => {
    const it = await made('restart');
    expect(await it.ping()).toBe(true);
    await server.stop();
    for (let again = 0; again < 3; again++)
      expect(await it.write([reading()])).toMatchObject({ kind: 'unavailable', code: 'INFLUX_UNREACHABLE' });
    expect(await it.ping()).toBe(false);
    await expect(it.tallies(0)).rejects.toMatchObject({ code: 'INFLUX_UNREACHABLE' });
    await server.start();
    expect(await it.ping()).toBe(true);
    expect(await it.write([reading()])).toEqual({ kind: 'stored' });
  });
});
