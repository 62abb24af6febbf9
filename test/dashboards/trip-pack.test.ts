import { describe, expect, test } from 'vitest';
import { packDraft, withBox } from '../../dashboards/web/src/trip/pack/draft.ts';
import { packable, toPutAway } from '../../dashboards/web/src/trip/pack/in-hand.ts';
import { instantOf, lastTime } from '../../dashboards/web/src/trip/pack/local-time.ts';
import { scannedBox, scannedParcel } from '../../dashboards/web/src/trip/pack/scanned.ts';
import { tripNow } from '../../dashboards/web/src/trip/pack/trip-now.ts';
import type { CustodyEvent } from '../../src/custody/types.ts';
import type { TripView } from '../../src/keeper/custody-views.ts';

const HOLDER = { kind: 'site', id: 'kho', name: 'Kho' } as const;
const parcel = (id: string, doses: number, more: object = {}) => ({
  ...{ id, label: null, gtin: '08934567890120', product: 'MR', lot: 'L1', expiry: '2028-03-31', doses },
  ...{ unit: 'buong', holder: HOLDER, openHolds: 0, leg: null },
  ...more,
});
const TRIP = {
  asOf: '2026-11-23T00:00:00.000Z',
  shipment: {
    ...{
      id: 'c1',
      state: 'planned',
      from: 'kho',
      to: 'tram',
      stops: [],
      boxes: [],
      events: [],
      handoffs: [],
    },
    planned: [
      { parcel: 'k1', doses: 100 },
      { parcel: 'k2', doses: 30 },
    ],
  },
  handoffs: [],
  boxes: [],
  parcels: [parcel('k1', 100), parcel('k2', 50)],
  places: [
    {
      site: 'kho',
      above: ['vung'],
      units: [
        { unit: 'buong', name: 'Buồng lạnh', kind: 'cold-room' },
        { unit: 'hom', name: 'Hòm 1', kind: 'transport-box' },
      ],
    },
    { site: 'tram', above: ['kho', 'vung'], units: [{ unit: 'tu', name: 'Tủ', kind: 'refrigerator' }] },
  ],
} as unknown as TripView;
const who = (role: string, site: string | null) => ({ username: 'ai', roles: [role], site });
const PACKED = {
  ...{ v: 1, id: 'e1', type: 'shipment.packed', at: '2026-11-23T01:00:00.000Z', by: 'ai', shipment: 'c1' },
  ...{ deviceAt: '2026-11-23T01:00:00.000Z', offsetMs: 0 },
  boxes: [
    {
      ...{ unit: 'hom', parcels: [{ parcel: 'k1', doses: 100 }], seal: 'NP-1', celsius: 4 },
      coolant: { kind: 'none', conditionedAt: null },
    },
  ],
} as CustodyEvent;

describe('what may be packed', () => {
  test('is for depot and escort of that place or of one above it', () => {
    const ids = (role: string, site: string | null) =>
      packable(TRIP, [], who(role, site)).map(({ id }) => id);
    for (const site of ['kho', 'vung', null]) expect(ids('depot', site), String(site)).toEqual(['k1', 'k2']);
    expect(ids('escort', 'kho')).toEqual(['k1', 'k2']);
    expect(ids('depot', 'tram')).toEqual([]);
    expect(ids('vaccinator', 'kho')).toEqual([]);
  });

  test('is whole: of a parcel that is planned in part, how much is told', () => {
    expect(packable(TRIP, [], who('depot', 'kho')).map(({ planned }) => planned)).toEqual([null, 30]);
  });

  test('is nothing once the trip has arrived', () => {
    const arrived = { ...TRIP, shipment: { ...TRIP.shipment, state: 'arrived' } };
    expect(packable(arrived, [], who('depot', 'kho'))).toEqual([]);
  });

  test('lies in one box only, in the last one it was put into', () => {
    const draft = packDraft('c1', { id: 'e', at: 0 });
    const first = { ...draft, boxes: withBox(draft, 'hom', { parcels: ['k1'] }) };
    expect(withBox(first, 'hom-2', { parcels: ['k1'] }).map(({ parcels }) => parcels)).toEqual([[], ['k1']]);
  });
});

test('what was packed here and not told yet stands on the trip, once', () => {
  const now = tripNow(TRIP, [PACKED]);
  expect(now.shipment).toMatchObject({
    state: 'packed',
    boxes: [{ unit: 'hom', name: 'Hòm 1', seal: 'NP-1' }],
  });
  expect(now.parcels.map(({ unit }) => unit)).toEqual(['hom', 'buong']);
  const told = { ...TRIP, shipment: { ...TRIP.shipment, events: ['e1'] } };
  expect(tripNow(told, [PACKED])).toBe(told);
});

describe('a box that was taken over without a network', () => {
  const at = (minute: number) =>
    new Date(Date.parse('2026-11-23T01:00:00.000Z') + minute * 60_000).toISOString();
  const signed = (minute: number, more: object) =>
    ({
      v: 1,
      id: `e${minute}`,
      at: at(minute),
      by: 'ai',
      shipment: 'c1',
      deviceAt: at(minute),
      ...more,
    }) as unknown as CustodyEvent;
  const offered = signed(10, {
    ...{ type: 'handoff.offered', handoff: 'h1', to: { kind: 'person', id: 'ty' } },
    ...{ parcels: [{ parcel: 'k1', doses: 100 }], boxes: [{ unit: 'hom', seal: 'NP-2', celsius: 4 }] },
  });
  const taken = (found: object) =>
    signed(11, {
      ...{ type: 'handoff.taken', handoff: 'h1', parcels: [{ parcel: 'k1', doses: 99 }] },
      boxes: [{ unit: 'hom', seal: null, sealIntact: true, celsius: 5, ...found }],
    });

  test('stands on a trip that was loaded before packing, with what is in it, and is under way', () => {
    const now = tripNow(TRIP, [offered, taken({})]);
    expect(now.shipment).toMatchObject({
      state: 'under-way',
      boxes: [{ unit: 'hom', name: 'Hòm 1', seal: 'NP-2', parcels: [{ parcel: 'k1', doses: 99 }] }],
    });
    expect(now.parcels.map(({ unit }) => unit)).toEqual(['hom', 'buong']);
    expect(packable(TRIP, [offered, taken({})], who('depot', 'kho')).map(({ id }) => id)).toEqual(['k2']);
  });

  test('is empty again once it was put away here, though the service still waits for another phone', () => {
    const unpacked = signed(20, {
      ...{ type: 'shipment.unpacked', site: 'tram', parcels: [{ parcel: 'k1', doses: 99, unit: 'tu' }] },
    });
    const events = ['e11', 'e20'];
    const waiting = {
      ...TRIP,
      asOf: at(60),
      shipment: { ...TRIP.shipment, state: 'closed', events },
      handoffs: [
        {
          ...{ id: 'h1', state: 'complete', to: { kind: 'site', id: 'tram', name: 'Trạm' } },
          ...{
            boxes: [],
            countedBoxes: null,
            given: { by: 'ty', at: at(10) },
            taken: { by: 'ai', at: at(11) },
          },
        },
      ],
      parcels: [parcel('k1', 100, { unit: 'hom', leg: { from: at(0) } })],
    } as unknown as TripView;
    const here = [taken({}), unpacked];
    expect(tripNow(waiting, here).parcels).toMatchObject([{ unit: 'tu' }]);
    expect(toPutAway(waiting, here, who('vaccinator', 'tram'))).toBeNull();
    expect(toPutAway(waiting, here.slice(0, 1), who('vaccinator', 'tram'))?.site).toBe('tram');
  });

  test.each([
    ['the one that was put on for the handoff', {}, 'NP-2'],
    ['the one that was read', { seal: 'NP-3' }, 'NP-3'],
    ['none when it was gone', { sealIntact: false }, null],
  ])('has of its seals the latest: %s', (_, found, seal) => {
    const { boxes } = tripNow(TRIP, [PACKED, offered, taken(found)]).shipment;
    expect(boxes).toMatchObject([{ unit: 'hom', seal }]);
  });
});

test('what arrived in a box is put away by the station, what leaves the depot by nobody', () => {
  const there = { kind: 'site', id: 'tram', name: 'Trạm' } as const;
  const arrived = {
    ...TRIP,
    shipment: { ...TRIP.shipment, state: 'arrived' },
    parcels: [
      parcel('k1', 100, { unit: 'hom', holder: there }),
      parcel('k2', 50, { unit: 'tu', holder: there }),
    ],
  };
  const away = toPutAway(arrived, [], who('vaccinator', 'tram'));
  expect([away?.site, away?.parcels.map(({ id }) => id)]).toEqual(['tram', ['k1']]);
  expect(toPutAway(arrived, [], who('escort', 'tram'))).toBeNull();
  expect(toPutAway(tripNow(TRIP, [PACKED]), [PACKED], who('depot', 'kho'))).toBeNull();
});

test('a box is known by its id, its page and its name; a parcel by its label, or by GTIN and lot, the next one first', () => {
  const boxes = [{ unit: 'hom', name: 'Hòm 1', kind: 'transport-box' }];
  for (const text of ['hom', 'https://gl.vn/tu/hom', ' hòm 1 '])
    expect(scannedBox(text, boxes)?.unit, text).toBe('hom');
  expect(scannedBox('hom-9', boxes)).toBeNull();
  const parcels = [parcel('k1', 1), parcel('k2', 2), parcel('k3', 3, { label: 'THUNG-3' })];
  const found = (text: string, done: string[]) =>
    scannedParcel(text, parcels as never[], ({ id }: { id: string }) => done.includes(id), 2026) as {
      id: string;
    } | null;
  expect(found('THUNG-3', [])?.id).toBe('k3');
  expect(found('(01)08934567890120(17)280331(10)L1', ['k1'])?.id).toBe('k2');
  expect(found('(01)08934567890120(17)280331(10)L9', [])).toBeNull();
  expect(found('không phải mã', [])).toBeNull();
});

test('times are typed in the province’s zone, and a clock’s time is the last one that was', () => {
  expect(instantOf('2026-11-23T07:00')).toBe('2026-11-23T00:00:00.000Z');
  expect(instantOf('2026-11-23')).toBeNull();
  // 06:30 on the 23rd there.
  const now = Date.parse('2026-11-22T23:30:00.000Z');
  expect(lastTime('06:15', now)).toBe('2026-11-22T23:15:00.000Z');
  expect(lastTime('06:30', now)).toBe('2026-11-22T23:30:00.000Z');
  expect(lastTime('23:50', now)).toBe('2026-11-22T16:50:00.000Z');
  expect(lastTime('', now)).toBeNull();
});
