import { describe, expect, test } from 'vitest';
import type { Stamp } from '../../src/custody/envelope.ts';
import { holdPlaced, lotRecalled, parcelMoved } from '../../src/custody/events.ts';
import { unitPlaced } from '../../src/custody/fleet-events.ts';
import { checkPoint } from '../../src/influx/point.ts';
import { custodyPoint, excursionPoint, servicePoint, temperaturePoint } from '../../src/influx/points.ts';
import type { ExcursionRow, LedgerRow, Whereabouts } from '../../src/store/outbox.ts';
import type { JournalReading } from '../../src/telemetry/journal.ts';
import { AT, GTIN } from './points-fixture.ts';

const whereabouts: Whereabouts = {
  probe: (number) => (number === 7 ? { device: 'd1', probe: '2' } : null),
  place: (device, at) =>
    device !== 'd1' || at < AT - 1000 ? null : { unit: 'tu-1', site: at < AT + 1000 ? 'tram-a' : null },
};
const measured = (changes: Partial<JournalReading> = {}): JournalReading => ({
  probe: 7,
  at: AT,
  milli: 4125,
  receivedAt: AT + 3,
  extras: null,
  ...changes,
});

describe('a reading becomes a point', () => {
  test('of its probe, where the device was when it measured, at the millisecond it measured', () => {
    expect(temperaturePoint(measured(), whereabouts)).toEqual({
      measurement: 'temperature',
      tags: { site: 'tram-a', unit: 'tu-1', device: 'd1', probe: '2' },
      fields: { celsius: 4.125 },
      time: AT,
      nanos: 0,
    });
  });
  test('without a site while it is under way', () => {
    expect(temperaturePoint(measured({ at: AT + 1000 }), whereabouts)?.tags).toEqual({
      unit: 'tu-1',
      device: 'd1',
      probe: '2',
    });
  });
  test('that says a fault is a fault, and no temperature', () => {
    expect(temperaturePoint(measured({ milli: null }), whereabouts)?.fields).toEqual({ fault: true });
  });
  test('with all that was measured beside it', () => {
    const extras = { humidity: 61.5, battery: 3.2, door: true, power: false, lat: 21.03, lon: 105.85 };
    const point = temperaturePoint(measured({ extras }), whereabouts);
    expect(point?.fields).toEqual({ celsius: 4.125, ...extras });
    expect(point === null ? '' : checkPoint(point)).toBeNull();
  });
  test('of its own beside the first, when it is a second value of one instant', () => {
    const point = temperaturePoint(measured({ extras: { also: 1, battery: 3 } }), whereabouts);
    expect(point?.tags).toMatchObject({ also: '1' });
    expect(point?.fields).toEqual({ celsius: 4.125, battery: 3 });
  });
  test('or none, when its probe is unknown or its device was in no unit', () => {
    expect(temperaturePoint(measured({ probe: 8 }), whereabouts)).toBeNull();
    expect(temperaturePoint(measured({ at: AT - 2000 }), whereabouts)).toBeNull();
  });
  test('every thousandth of a degree that is believed is the same number again when read back', () => {
    for (let milli = -120_000; milli <= 80_000; milli++) {
      if (Math.round(Number(String(milli / 1000)) * 1000) !== milli) expect.fail(`${milli}`);
    }
  });
});

const rule = {
  id: 'warm',
  side: 'above',
  limit: 8000,
  inclusive: false,
  allowed: 0,
  mode: 'continuous',
} as const;
const row: ExcursionRow = {
  number: 2_000_003,
  firstStart: AT - 500,
  change: 9,
  lot: null,
  record: {
    id: 'x-1',
    subject: { kind: 'unit', id: 'tu-1' },
    rule: 'warm',
    ruleSnapshot: rule,
    version: 3,
    start: AT,
    breachedAt: AT + 600_000,
    end: null,
    peak: 9512,
    beyond: 601_500,
    unknownInside: 250,
    present: true,
    discoveredAt: AT + 700_000,
    inheritedFrom: null,
  },
};

describe('an excursion becomes a point', () => {
  test('called by its number and its first known start, however its start moves', () => {
    const point = excursionPoint(row);
    expect(point).toEqual({
      measurement: 'excursion',
      tags: { subject: 'unit', unit: 'tu-1', rule: 'warm', page: '2' },
      fields: {
        id: 'x-1',
        parcel: '',
        version: 3,
        present: true,
        open: true,
        start: AT,
        breachedAt: AT + 600_000,
        end: 0,
        discoveredAt: AT + 700_000,
        peak: 9.512,
        limit: 8,
        beyondSeconds: 601.5,
        unknownInsideSeconds: 0.25,
      },
      time: AT - 500,
      nanos: 3,
    });
    expect(checkPoint(point)).toBeNull();
  });
  test('of a parcel is tagged with its lot, and the parcel is a field', () => {
    const subject = { kind: 'parcel', id: 'p-1' } as const;
    const point = excursionPoint({
      ...row,
      lot: { gtin: GTIN, lot: 'A,1' },
      record: { ...row.record, subject, end: AT + 5 },
    });
    expect(point.tags).toEqual({ subject: 'parcel', gtin: GTIN, lot: 'A,1', rule: 'warm', page: '2' });
    expect(point.fields).toMatchObject({ parcel: 'p-1', open: false, end: AT + 5 });
    expect(checkPoint(point)).toBeNull();
  });
  test('of unmonitored time has neither a peak nor a limit', () => {
    const record = { ...row.record, rule: 'unmonitored', ruleSnapshot: null, peak: null };
    const { fields } = excursionPoint({ ...row, record });
    expect(fields).not.toHaveProperty('peak');
    expect(fields).not.toHaveProperty('limit');
  });
});

const stamp: Stamp = { id: 'e-1', by: 'kho', recorded: AT + 4000 };
const parcel = {
  id: 'p-1',
  gtin: GTIN,
  lot: 'A1',
  label: null,
  parent: null,
  createdAt: AT,
  dosesInitial: 100,
  doses: 80,
  stays: [],
  ended: null,
};
const ledger = (event: unknown, seq = 1_000_042): LedgerRow => ({ seq, event, leaf: 'ab'.repeat(32) });

describe('an event of the ledger becomes a point', () => {
  test('with whatever of it is asked by as tags, and the rest as fields', () => {
    const point = custodyPoint(ledger(parcelMoved(stamp, parcel, { from: null, to: 'tu-2', at: AT })));
    expect(point).toEqual({
      measurement: 'custody',
      tags: { type: 'parcel.moved', gtin: GTIN, lot: 'A1', page: '1' },
      fields: {
        event: 'e-1',
        seq: 1_000_042,
        parcel: 'p-1',
        from: '',
        to: 'tu-2',
        by: 'kho',
        reason: '',
        hash: 'ab'.repeat(32),
        doses: 80,
        recorded: AT + 4000,
      },
      time: AT,
      nanos: 42,
    });
    expect(checkPoint(point)).toBeNull();
  });
  test.each([
    [
      'a recall, of a lot and no parcel',
      lotRecalled(stamp, { gtin: GTIN, lot: 'A1', reason: 'thu hồi "khẩn"', at: AT, by: 'so' }, []),
      { gtin: GTIN, lot: 'A1' },
      { parcel: '', reason: 'thu hồi "khẩn"', doses: 0 },
    ],
    [
      'a unit put elsewhere, of no lot',
      unitPlaced(stamp, { unit: 'tu-1', from: 'a', to: null, at: AT, parcels: [] }),
      {},
      { from: 'a', to: '' },
    ],
    [
      'a hold',
      holdPlaced(
        stamp,
        {
          id: 'h',
          parcel: 'p-1',
          gtin: GTIN,
          lot: 'A1',
          kind: 'manual',
          excursion: null,
          reason: 'r',
          placedAt: AT,
          placedBy: 'kho',
          supported: true,
          state: 'open',
          endedAt: null,
          afterRelease: null,
          inheritedFrom: null,
        },
        null,
      ),
      { gtin: GTIN, lot: 'A1' },
      { parcel: 'p-1', reason: 'r' },
    ],
    [
      'a type that is not known here yet',
      {
        id: 'e',
        type: 'custody.handed.over',
        at: new Date(AT).toISOString(),
        recorded: new Date(AT).toISOString(),
        by: 'xe',
        site: 'tram-b',
        from: { driver: 1 },
        to: 'tram-b',
        doses: '7',
        new: [1],
      },
      { site: 'tram-b' },
      { from: '', to: 'tram-b', doses: 0 },
    ],
  ])('%s', (_, event, tags, fields) => {
    const point = custodyPoint(ledger(event));
    expect(checkPoint(point)).toBeNull();
    expect(point.tags).toEqual({ type: event.type, page: '1', ...tags });
    expect(point.fields).toMatchObject(fields);
  });
  test('no two events share one, even of the same millisecond', () => {
    const event = parcelMoved(stamp, parcel, { from: null, to: 'tu-2', at: AT });
    const keys = [1, 2, 999_999, 1_000_000, 1_000_001, 2_000_001].map((seq) => {
      const { tags, nanos } = custodyPoint(ledger(event, seq));
      return `${tags.page} ${nanos}`;
    });
    expect(new Set(keys).size).toBe(keys.length);
  });
  test.each([
    ['no time', { type: 'parcel.moved', recorded: new Date(AT).toISOString() }, 'POINT_TIME_INVALID'],
    [
      'no type',
      { at: new Date(AT).toISOString(), recorded: new Date(AT).toISOString() },
      'POINT_TAG_INVALID type',
    ],
    ['nothing at all', null, 'POINT_TAG_INVALID type'],
    [
      'a lot that cannot be one',
      { type: 'x', at: new Date(AT).toISOString(), recorded: new Date(AT).toISOString(), lot: 'lô 1' },
      'POINT_TAG_INVALID lot',
    ],
    ['no time of recording', { type: 'x', at: new Date(AT).toISOString() }, 'POINT_FIELD_INVALID recorded'],
  ])('with %s it is kept from the server', (_, event, reason) => {
    expect(checkPoint(custodyPoint(ledger(event)))).toContain(reason);
  });
});

test('the service’s own health is one series', () => {
  const health = {
    readings: 1,
    duplicates: 2,
    rejected: 3,
    commits: 4,
    queued: 5,
    devicesConnected: 6,
    backlogEntries: 7,
    backlogAgeSeconds: 0.5,
    setAside: 8,
  };
  const point = servicePoint(AT, health);
  expect(point).toEqual({ measurement: 'service', tags: {}, fields: health, time: AT, nanos: 0 });
  expect(checkPoint(point)).toBeNull();
});
