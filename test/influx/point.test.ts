import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPoint, nanoseconds, seriesKey } from '../../src/influx/point.ts';
import type { FieldValue, Point } from '../../src/influx/types.ts';
import { AT, event, excursion, reading } from './points-fixture.ts';

const withTag = (point: Point, name: string, value: string): Point => ({
  ...point,
  tags: { ...point.tags, [name]: value },
});
const withField = (point: Point, name: string, value: FieldValue): Point => ({
  ...point,
  fields: { ...point.fields, [name]: value },
});
const without = (point: Point, name: string): Point => {
  const { [name]: _, ...tags } = point.tags;
  return { ...point, tags };
};

describe('a point that may be sent', () => {
  test.each<[string, Point]>([
    ['a reading', reading()],
    ['a reading under way, without a site', without(reading(), 'site')],
    ['a second value at one instant', withTag(reading(), 'also', '1')],
    ['a fault', reading({ fields: { fault: true } })],
    [
      'a reading with every channel',
      reading({
        fields: { celsius: -0, humidity: 50, battery: 3.1, lat: 21, lon: 105.8, door: false, power: true },
      }),
    ],
    ['an excursion of a unit', excursion()],
    ['an event', event(1, 'mất điện \n " \\')],
    ['a lot with all that GS1 allows', withTag(event(1), 'lot', '!"%&\'()*+,-./:;<=>?_')],
    ['a text of 65 536 bytes', event(1, 'x'.repeat(65_536))],
    ['a large whole number', withField(event(1), 'doses', Number.MAX_SAFE_INTEGER)],
  ])('%s', (_, point) => expect(checkPoint(point)).toBeNull());
});

describe('a point that may not be sent says why', () => {
  const bad = (point: Point, reason: string) => [reason, point] as const;
  test.each([
    ...['', 'a b', 'a,b', 'a=b', 'a\nb', 'tủ', 'a\\', 'x'.repeat(65), '🧊', '\0'].map((value) =>
      bad(withTag(reading(), 'device', value), 'POINT_TAG_INVALID device'),
    ),
    ...['', '0893000000000', '089300000000022', 'A8930000000002'].map((value) =>
      bad(withTag(event(1), 'gtin', value), 'POINT_TAG_INVALID gtin'),
    ),
    ...['', 'a b', 'a\\', 'lô', 'x'.repeat(21), 'a\n', '#', '[', ']', '^'].map((value) =>
      bad(withTag(event(1), 'lot', value), 'POINT_TAG_INVALID lot'),
    ),
    ...['', 'Hold.placed', 'hold placed', 'hold-1'].map((value) =>
      bad(withTag(event(1), 'type', value), 'POINT_TAG_INVALID type'),
    ),
    ...['', '-1', '01', '1.5', 'x'].map((value) =>
      bad(withTag(event(1), 'page', value), 'POINT_TAG_INVALID page'),
    ),
    bad(withTag(excursion(), 'subject', 'lot'), 'POINT_TAG_INVALID subject'),
    bad(withTag(reading(), 'lot', 'L1'), 'POINT_TAG_INVALID temperature has no tag "lot"'),
    bad(withTag(reading(), 'constructor', 'L1'), 'POINT_TAG_INVALID temperature has no tag "constructor"'),
    bad(without(reading(), 'unit'), 'POINT_TAG_INVALID unit is missing'),
    bad(without(excursion(), 'page'), 'POINT_TAG_INVALID page is missing'),
    ...[Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 53, 9_223_372_036_855, -9_223_372_036_856].map(
      (time) => bad(reading({ time }), 'POINT_TIME_INVALID time'),
    ),
    bad(reading({ time: 9_223_372_036_854, nanos: 775_807 }), 'POINT_TIME_INVALID time'),
    bad(reading({ time: -9_223_372_036_855, nanos: 224_193 }), 'POINT_TIME_INVALID time'),
    ...[-1, 1_000_000, 0.5, Number.NaN].map((nanos) => bad(reading({ nanos }), 'POINT_TIME_INVALID nanos')),
    ...[Number.NaN, Number.NEGATIVE_INFINITY, '4', true].map((celsius) =>
      bad(reading({ fields: { celsius } }), 'POINT_FIELD_INVALID celsius'),
    ),
    ...[0.5, Number.NaN, 2 ** 53, '1', true].map((value) =>
      bad(withField(event(1), 'doses', value), 'POINT_FIELD_INVALID doses'),
    ),
    ...['\ud800', 'a\udc00b', 'a\0b', 'x'.repeat(65_537), 'ắ'.repeat(30_000), 7, false].map((value) =>
      bad(withField(event(1), 'reason', value), 'POINT_FIELD_INVALID reason'),
    ),
    ...[1, 'true'].map((value) => bad(withField(reading(), 'door', value), 'POINT_FIELD_INVALID door')),
    bad(withField(reading(), 'note', 'x'), 'POINT_FIELD_INVALID temperature has no field "note"'),
    bad(withField(reading(), 'toString', 'x'), 'POINT_FIELD_INVALID temperature has no field "toString"'),
    bad(reading({ fields: {} }), 'POINT_FIELD_INVALID temperature without any field'),
  ])('%s', (reason, point) => {
    expect(checkPoint(point)).toMatch(new RegExp(`^${reason}`));
  });

  test('the ends of the range itself may be sent', () => {
    expect(checkPoint(reading({ time: 9_223_372_036_854, nanos: 775_806 }))).toBeNull();
    expect(checkPoint(reading({ time: -9_223_372_036_855, nanos: 224_194 }))).toBeNull();
  });

  test('the reason is short and well formed whatever the value is', () => {
    const reason =
      checkPoint(withTag(reading(), 'device', `${'x'.repeat(78)}\ud83e\uddca${'y'.repeat(9999)}`)) ?? '';
    expect(reason.length).toBeLessThan(130);
    expect(reason.isWellFormed()).toBe(true);
  });
});

describe('the identity of a point', () => {
  test('does not depend on the order of its tags, nor on its fields', () => {
    const { site, unit, device, probe } = reading().tags as Record<string, string>;
    const turned = { probe, device, unit, site } as Record<string, string>;
    expect(seriesKey(reading({ tags: turned, fields: { celsius: 9 } }))).toBe(seriesKey(reading()));
  });

  test('tells every other tag, time and measurement apart, also of points that may not be sent', () => {
    const points = [
      reading(),
      without(reading(), 'site'),
      withTag(reading(), 'also', '1'),
      withTag(reading(), 'probe', '2'),
      withTag(reading(), 'probe', '1,also=1'),
      reading({ nanos: 1 }),
      reading({ time: AT + 1 }),
      reading({ time: Number.NaN }),
      event(1),
      event(2),
      event(1_000_001),
      excursion(),
    ];
    expect(new Set(points.map(seriesKey)).size).toBe(points.length);
  });

  test('its time in nanoseconds is exact on both sides of 1970', () => {
    const time = fc.integer({ min: -9_223_372_036_854, max: 9_223_372_036_853 });
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 999_999 }), (ms, nanos) => {
        expect(nanoseconds({ ...reading(), time: ms, nanos })).toBe(
          String(BigInt(ms) * 1_000_000n + BigInt(nanos)),
        );
      }),
    );
    expect(nanoseconds(reading({ time: -1, nanos: 999_999 }))).toBe('-1');
    expect(nanoseconds(reading({ time: 0, nanos: 5 }))).toBe('5');
  });
});
