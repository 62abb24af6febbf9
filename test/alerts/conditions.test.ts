import { describe, expect, test } from 'vitest';
import {
  administrationRefused,
  alertKey,
  deviceGap,
  deviceRejected,
  deviceSilent,
  type HeldParcel,
  influxBehind,
  influxDiffers,
  influxRefused,
  ledgerBehind,
  parcelHoldConditions,
  unitConditions,
  unitKeys,
  witnessSilent,
} from '../../src/alerts/conditions.ts';
import { excursion, HOUR, hold, silence, TEN } from '../lots/parcel-fixture.ts';

const fridge = { unit: 'fridge-1', site: 'depot' };
const warm = excursion({ subject: { kind: 'unit', id: 'fridge-1' }, end: null });

describe('a unit', () => {
  test('calls for an alert while it breaks its rule, with what a technician needs', () => {
    expect(unitConditions(fridge, [warm])).toEqual([
      {
        key: 'unit-excursion:fridge-1:warm',
        kind: 'unit-excursion',
        severity: 'critical',
        site: 'depot',
        unit: 'fridge-1',
        device: null,
        parcel: null,
        happenedAt: TEN + 2 * HOUR,
        data: {
          rule: 'warm',
          excursion: 'E1',
          side: 'above',
          limitCelsius: 8,
          start: '2026-11-22T04:00:00.000Z',
          peakCelsius: 12,
        },
        count: 1,
      },
    ]);
  });

  test('calls for none when it is over or no longer shown', () => {
    expect(unitConditions(fridge, [excursion(), { ...warm, present: false }])).toEqual([]);
  });

  test('alerts for silence under a key of its own', () => {
    expect(unitConditions(fridge, [silence({ end: null }), warm]).map((one) => one.key)).toEqual([
      'unit-unmonitored:fridge-1',
      'unit-excursion:fridge-1:warm',
    ]);
  });

  test('has one alert for one rule, though its version changed meanwhile', () => {
    const newer = excursion({ id: 'E2', version: 2, start: TEN + 2 * HOUR, end: null });
    expect(unitConditions(fridge, [newer, warm])).toMatchObject([{ data: { excursion: 'E1' } }]);
  });

  test('is examined under all its keys', () => {
    const keys = unitKeys('fridge-1', [{ id: 'warm' }, { id: 'unmonitored' }]);
    for (const one of unitConditions(fridge, [silence({ end: null }), warm])) expect(keys).toContain(one.key);
  });
});

describe('parcels on hold', () => {
  const held = (changes: Partial<HeldParcel> = {}): HeldParcel => ({
    hold: hold(),
    doses: 10,
    origin: 'fridge-1',
    rule: 'warm',
    site: 'depot',
    happenedAt: TEN + 2 * HOUR,
    ...changes,
  });
  const thirty = Array.from({ length: 30 }, (_, index) =>
    held({
      hold: hold({ id: `H${index}`, parcel: `P${index}`, lot: `L${index % 3}` }),
      happenedAt: TEN + index,
    }),
  );

  test('thirty in one fridge with one cause are one alert with their counts', () => {
    expect(parcelHoldConditions(thirty)).toMatchObject([
      {
        key: 'parcel-hold:unit:fridge-1:warm:depot',
        severity: 'critical',
        unit: 'fridge-1',
        parcel: null,
        happenedAt: TEN,
        count: 30,
        data: { parcels: 30, doses: 300, lots: 3, lot: null },
      },
    ]);
  });

  test('each place where they are now is told of its own', () => {
    const spread = thirty.map((one, index) => ({ ...one, site: index < 20 ? 'depot' : 'station-1' }));
    expect(parcelHoldConditions(spread).map((one) => [one.site, one.count])).toEqual([
      ['depot', 20],
      ['station-1', 10],
    ]);
  });

  test('a second hold after a release does not count a parcel twice', () => {
    const twice = [held(), held({ hold: hold({ id: 'H2', afterRelease: 'D1' }) })];
    expect(parcelHoldConditions(twice)).toMatchObject([
      { count: 1, parcel: 'P1', data: { doses: 10, lot: 'VN-0421' } },
    ]);
  });

  test.each<[string, Partial<HeldParcel>, string]>([
    [
      'a recalled lot',
      { hold: hold({ kind: 'recall' }), origin: null, rule: null },
      'parcel-hold:lot:08935000000017:VN-0421:recall:depot',
    ],
    [
      'a hold by hand',
      { hold: hold({ kind: 'manual' }), origin: null, rule: null },
      'parcel-hold:parcel:P1:manual:depot',
    ],
    ['a box under way', { site: null }, 'parcel-hold:unit:fridge-1:warm'],
  ])('%s has a key of its own', (_name, changes, key) => {
    expect(parcelHoldConditions([held(changes)])[0]?.key).toBe(key);
  });
});

describe('what happened', () => {
  const place = { device: 'd1', unit: 'fridge-1', site: 'depot' };

  test('a device has one alert for each reason, one for gaps and one for silence', () => {
    expect(deviceSilent(place, { since: TEN, at: TEN - HOUR, milli: 4600 })).toMatchObject({
      key: 'device-silent:d1',
      happenedAt: TEN,
      data: { lastAt: '2026-11-22T02:00:00.000Z', lastCelsius: 4.6 },
    });
    expect(deviceRejected(place, { reason: 'FUTURE', count: 7, receivedAt: TEN })).toMatchObject({
      key: 'device-rejected:d1:FUTURE',
      count: 7,
    });
    expect(deviceGap(place, { missing: 12, noticedAt: TEN })).toMatchObject({
      key: 'device-gap:d1',
      count: 12,
    });
  });

  test('a refused administration names the person, the reasons and the lot, when there is one', () => {
    const refused = {
      site: 's',
      gtin: '1',
      lot: 'A:B',
      doses: 2,
      codes: ['LOT_EXPIRED', 'PARCEL_ON_HOLD'],
      by: 'hoa',
      at: TEN,
    };
    expect(administrationRefused(refused)).toMatchObject({
      key: 'administration-refused:s:1:A%3AB',
      data: { codes: 'LOT_EXPIRED PARCEL_ON_HOLD', by: 'hoa' },
    });
    expect(administrationRefused({ ...refused, gtin: null, lot: null }).key).toBe(
      'administration-refused:s::',
    );
  });

  test('the copy in InfluxDB has one alert for each trouble, at no site, and never a grave one', () => {
    const differs = { target: 't', from: TEN - HOUR, to: TEN, at: TEN + HOUR, differences: 4 };
    const conditions = [
      influxRefused({ count: 3, since: TEN }),
      influxBehind({ target: 't', code: 'INFLUX_TIMEOUT', since: TEN }),
      influxDiffers(differs),
    ];
    expect(conditions).toMatchObject([
      { key: 'influx-refused', count: 3, happenedAt: TEN, data: { points: 3 } },
      { key: 'influx-behind', count: 1, happenedAt: TEN, data: { target: 't', code: 'INFLUX_TIMEOUT' } },
      {
        key: 'influx-differs',
        happenedAt: TEN + HOUR,
        data: { from: '2026-11-22T02:00:00.000Z', to: '2026-11-22T03:00:00.000Z', differences: 4 },
      },
    ]);
    for (const c of conditions) expect(c).toMatchObject({ severity: 'warning', site: null, unit: null });
  });

  test('a silent witness is a warning, a ledger that is not the one that was signed is grave; each is one alert', () => {
    expect(witnessSilent({ since: TEN, witnesses: ['kho.vn', '/mnt'] })).toMatchObject({
      key: 'witness-silent',
      severity: 'warning',
      happenedAt: TEN,
      data: { witnesses: 'kho.vn /mnt' },
    });
    expect(ledgerBehind({ since: TEN, size: 3, witnessed: 5 })).toMatchObject({
      key: 'ledger-behind-witness',
      severity: 'critical',
      site: null,
      data: { events: 3, witnessed: 5 },
    });
  });

  test('no name can imitate the key of another, and none stops the service', () => {
    expect(alertKey('parcel-hold', 'lot', 'a', 'b:c')).not.toBe(alertKey('parcel-hold', 'lot', 'a:b', 'c'));
    expect(alertKey('device-gap', '\ud800')).toBe('device-gap:%EF%BF%BD');
  });
});
