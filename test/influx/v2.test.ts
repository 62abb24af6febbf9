/** What the 2.x adapter sends, read by two others: a strict reader of the documented grammar, and a real 1.x server's. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { TARGET_LIMITS } from '../../src/influx/limits.ts';
import { checkPoint, nanoseconds } from '../../src/influx/point.ts';
import { SCHEMA } from '../../src/influx/schema.ts';
import type { Point } from '../../src/influx/types.ts';
import { writerV2 } from '../../src/influx/v2.ts';
import { openClientV2 } from '../../src/influx/v2-client.ts';
import { CSET82 } from '../../src/lots/gs1/charset.ts';
import { hasInfluxd, startInfluxd } from './influxd.ts';
import { NASTY } from './nasty.ts';
import { event, excursion, reading } from './points-fixture.ts';
import { type RudeServer, startRudeServer } from './rude-server.ts';
import { parseLineProtocol } from './stand-in/line-protocol.ts';

const times: [number, number][] = [
  [-9_223_372_036_855, 224_194],
  [-1, 1],
  [-1, 999_999],
  [0, 0],
  [0, 1],
  [9_223_372_036_854, 775_806],
];
const lots = [...CSET82, ...(CSET82.match(/.{1,20}/g) ?? [])];
const POINTS: readonly Point[] = [
  reading(),
  reading({
    time: 0,
    fields: { celsius: -0, door: true, power: false, lat: 1e-7, lon: 1e21, humidity: 5e-324 },
  }),
  reading({ time: 7, fields: { fault: true } }),
  excursion(),
  ...NASTY.map((text, at) => event(at, text)),
  ...lots.map((lot, at) => event(500 + at, '', { tags: { ...event(1).tags, lot } })),
  ...times.map(([time, nanos], at) => event(1000 + at, '', { time, nanos })),
  event(2000, '', { fields: { ...event(2000).fields, doses: Number.MAX_SAFE_INTEGER, recorded: -1 } }),
];

describe('what is sent to a 2.x', () => {
  let server: RudeServer;
  let body: string;
  let precisions: (string | null)[];

  beforeAll(async () => {
    server = await startRudeServer();
    const settings = { version: 2, url: server.url, token: 't', org: 'o', bucket: 'b' } as const;
    const client = openClientV2(settings);
    const writer = writerV2(client, settings, TARGET_LIMITS);
    expect(await writer.write(POINTS)).toEqual({ kind: 'stored' });
    expect(await writer.write([reading()])).toEqual({ kind: 'stored' });
    client.close();
    body = server.sent[0]?.body ?? '';
    precisions = server.sent.map(({ path }) => new URL(path, server.url).searchParams.get('precision'));
  });
  afterAll(() => server.close());

  test('may be sent, and says in which unit its times are exact', () => {
    expect(POINTS.map(checkPoint)).toEqual(POINTS.map(() => null));
    expect(precisions).toEqual(['ns', 'ms']);
  });

  test('means the points that were meant, each field of the type that the schema says', () => {
    const parsed = parseLineProtocol(body, { precision: 'ns', now: 0n });
    expect(parsed).toHaveLength(POINTS.length);
    for (const [at, point] of POINTS.entries()) {
      const types = SCHEMA[point.measurement].fields;
      const { measurement, tags, fields, time } = parsed[at] ?? expect.fail();
      expect({ measurement, tags: Object.fromEntries(tags), time: String(time) }).toEqual({
        measurement: point.measurement,
        tags: point.tags,
        time: nanoseconds(point),
      });
      expect(
        Object.fromEntries(
          [...fields].map(([name, { type, value }]) => [
            name,
            [type, type === 'string' ? value : String(value)],
          ]),
        ),
      ).toEqual(
        Object.fromEntries(
          Object.entries(point.fields).map(([name, value]) => [
            name,
            [types[name], types[name] === 'string' ? value : String(value)],
          ]),
        ),
      );
    }
  });

  describe.skipIf(!hasInfluxd)('and to a real server’s reader of lines', () => {
    test('every text and every lot comes out letter for letter', async () => {
      const real = await startInfluxd();
      onTestFinished(() => real.remove());
      await real.query('CREATE DATABASE lines');
      const answer = await fetch(`${real.url}/write?db=lines&precision=ns`, { method: 'POST', body });
      expect(answer.status, await answer.text()).toBe(204);
      const { results } = await real.query('SELECT seq, reason, lot FROM custody', 'lines');
      const rows = new Map(
        (results[0]?.series?.[0]?.values ?? []).map(([, seq, reason, lot]) => [seq, [reason, lot]]),
      );
      const events = POINTS.filter(({ measurement }) => measurement === 'custody');
      expect(rows.size).toBe(events.length);
      for (const { tags, fields } of events) expect(rows.get(fields.seq)).toEqual([fields.reason, tags.lot]);
    });
  });
});
