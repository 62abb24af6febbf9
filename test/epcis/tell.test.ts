import { describe, expect, test } from 'vitest';
import { Book } from '../../src/epcis/book.ts';
import { lotUri, ssccUri } from '../../src/epcis/identifiers.ts';
import { offsetAt, tell } from '../../src/epcis/tell.ts';
import { at, EXCURSION, GTIN, Ledger, LOT, PARCEL, PLACES, sha256 } from './ledger.ts';
import { sound } from './official.ts';

const CLASS = `https://id.gs1.org/01/${GTIN}/10/FK%2F1%252%2B3`;
const site = (id: string) => ({ id: `urn:giulanh:site:${id}` });

describe('what happens at a site', () => {
  test('a parcel is received: its lot with all doses, where, and when by the local clock’s offset', () => {
    expect(sound(new Ledger().received())).toEqual([
      {
        type: 'ObjectEvent',
        eventID: 'urn:uuid:01890000-0000-7000-8000-000000000001',
        eventTime: at(0),
        recordTime: at(1),
        eventTimeZoneOffset: '+07:00',
        action: 'OBSERVE',
        bizStep: 'receiving',
        disposition: 'in_progress',
        quantityList: [{ epcClass: CLASS, quantity: 240 }],
        readPoint: site('tinh'),
        bizLocation: site('tinh'),
      },
    ]);
  });

  test('a parcel whose label is an SSCC carries it; any other label, or a wrong check digit, is no SSCC', () => {
    expect(sound(new Ledger().received('(00)395200000000000012'))[0]?.epcList).toEqual([
      'https://id.gs1.org/00/395200000000000012',
    ]);
    expect([ssccUri('395200000000000013'), ssccUri('Kiện 1'), ssccUri(null)]).toEqual([null, null, null]);
    expect(sound(new Ledger().received('395200000000000013'))[0]).not.toHaveProperty('epcList');
  });

  test('into a fridge it is stored, into a box packed, out of the box unpacked, into nothing picked', () => {
    const ledger = new Ledger().received();
    ledger.add('parcel.moved', 10, { ...PARCEL, doses: 240, from: 'tu-1', to: 'hom-1' });
    expect(sound(ledger)).toMatchObject([
      {
        type: 'AggregationEvent',
        action: 'ADD',
        bizStep: 'packing',
        parentID: 'urn:giulanh:unit:hom-1',
        childQuantityList: [{ epcClass: CLASS, quantity: 240 }],
      },
    ]);
    ledger.add('parcel.moved', 20, { ...PARCEL, doses: 240, from: 'hom-1', to: 'tu-2' });
    expect(sound(ledger)).toMatchObject([
      { type: 'AggregationEvent', action: 'DELETE', bizStep: 'unpacking', readPoint: site('tinh') },
      { type: 'ObjectEvent', bizStep: 'storing', bizLocation: site('xa') },
    ]);
    ledger.add('parcel.moved', 30, { ...PARCEL, doses: 240, from: 'tu-2', to: null });
    expect(sound(ledger)).toMatchObject([{ bizStep: 'picking', readPoint: site('xa') }]);
  });

  test('doses that are given are dispensed, and what is held afterwards is what is left', () => {
    const ledger = new Ledger().received();
    ledger.add('doses.administered', 10, { ...PARCEL, administration: 'a-1', site: 'tinh', doses: 3 });
    expect(sound(ledger)).toMatchObject([
      { bizStep: 'dispensing', disposition: 'dispensed', quantityList: [{ quantity: 3 }] },
    ]);
    expect(sound(ledger.held('manual', 20))).toMatchObject([{ quantityList: [{ quantity: 237 }] }]);
  });

  test('what is discarded is destroyed, where it lay; what is returned is shipped; what is empty is not told twice', () => {
    const ended = (kind: string, doses: number) => {
      const ledger = new Ledger().received();
      ledger.add('parcel.ended', 10, { ...PARCEL, kind, doses });
      return sound(ledger);
    };
    expect(ended('discarded', 240)).toMatchObject([
      { action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed', readPoint: site('tinh') },
    ]);
    expect(ended('returned', 240)).toMatchObject([{ bizStep: 'shipping', disposition: 'returned' }]);
    expect(ended('empty', 0)).toEqual([]);
  });

  test('a box leaves and arrives with its parcels; an empty one, or a fridge, is nobody’s custody', () => {
    const ledger = new Ledger().received();
    ledger.add('unit.placed', 10, { unit: 'hom-1', from: 'tinh', to: null, parcels: ['kien-1'] });
    expect(sound(ledger)).toMatchObject([
      {
        bizStep: 'departing',
        disposition: 'in_transit',
        readPoint: site('tinh'),
        epcList: ['urn:giulanh:unit:hom-1'],
      },
    ]);
    expect(ledger.last()[0]).not.toHaveProperty('bizLocation');
    ledger.add('unit.placed', 20, { unit: 'hom-1', from: null, to: 'xa', parcels: ['kien-1'] });
    expect(sound(ledger)).toMatchObject([{ bizStep: 'arriving', bizLocation: site('xa') }]);
    ledger.add('unit.placed', 30, { unit: 'hom-1', from: 'xa', to: 'tinh', parcels: [] });
    expect(sound(ledger)).toEqual([]);
  });

  test('the parts of a split are the same lot: the split is not told, and each part counts its own doses', () => {
    const ledger = new Ledger().received();
    const parts = [{ parcel: 'kien-2', doses: 40, label: null }];
    ledger.add('parcel.split', 10, { ...PARCEL, dosesLeft: 200, parts });
    expect(sound(ledger)).toEqual([]);
    ledger.add('unit.placed', 20, { unit: 'tu-1', from: 'tinh', to: null, parcels: ['kien-1', 'kien-2'] });
    expect(sound(ledger)).toMatchObject([{ quantityList: [{ epcClass: CLASS, quantity: 240 }] }]);
    ledger.add('unit.placed', 30, { unit: 'tu-1', from: null, to: 'xa', parcels: ['kien-2'] });
    expect(sound(ledger)).toMatchObject([{ quantityList: [{ epcClass: CLASS, quantity: 40 }] }]);
  });
});

describe('holds', () => {
  test('an excursion holds: unavailable, not conformant, with what the sensor showed up to then', () => {
    expect(sound(new Ledger().received().held('excursion', 100, EXCURSION))).toMatchObject([
      {
        bizStep: 'holding',
        disposition: 'unavailable',
        persistentDisposition: { set: ['non_conformant'] },
        sensorElementList: [
          {
            sensorMetadata: {
              startTime: at(40),
              deviceID: 'urn:giulanh:device:do-1',
              bizRules: `urn:giulanh:rule:${GTIN}%2Fheat%2F1`,
            },
            sensorReport: [
              { type: 'Temperature', maxValue: 11.9, uom: 'CEL', exception: 'ALARM_CONDITION' },
              { type: 'Time', value: 3600, uom: 'SEC' },
            ],
          },
        ],
      },
    ]);
  });

  test('a frost shows its lowest value, an ended excursion its end, an unmonitored stretch no value at all', () => {
    const rule = EXCURSION.ruleSnapshot;
    const element = (change: Partial<typeof EXCURSION>) =>
      sound(new Ledger().received().held('excursion', 100, { ...EXCURSION, ...change }))[0]
        ?.sensorElementList;
    expect(
      element({ ruleSnapshot: rule && { ...rule, side: 'below' }, peakCelsius: -2.5, end: at(120) }),
    ).toMatchObject([{ sensorMetadata: { endTime: at(120) }, sensorReport: [{ minValue: -2.5 }, {}] }]);
    expect(element({ ruleSnapshot: null, peakCelsius: null })).toMatchObject([
      { sensorReport: [{ type: 'Temperature', exception: 'ERROR_CONDITION' }, {}] },
    ]);
    expect(element({})).not.toMatchObject([{ sensorMetadata: { endTime: expect.anything() } }]);
  });

  test('a release makes available and conformant again', () => {
    const ledger = new Ledger().received().held('excursion', 100, EXCURSION).released('excursion', 200);
    expect(sound(ledger)).toMatchObject([
      {
        bizStep: 'inspecting',
        disposition: 'available',
        persistentDisposition: { set: ['conformant'], unset: ['non_conformant'] },
        quantityList: [{ quantity: 240 }],
      },
    ]);
  });

  test('a release while another hold still lies on it does not say available', () => {
    const ledger = new Ledger().received().held('excursion', 100, EXCURSION).held('manual', 110);
    expect(sound(ledger.released('excursion', 200))).toMatchObject([{ disposition: 'unavailable' }]);
    ledger.add('hold.withdrawn', 210, { ...PARCEL, hold: 'giu-manual', excursion: null });
    expect(sound(ledger)).toMatchObject([{ bizStep: 'inspecting', disposition: 'available' }]);
    expect(ledger.last()[0]).not.toHaveProperty('persistentDisposition');
  });

  test('a recall is told of the lot without a count, then of each parcel; a release does not undo it', () => {
    const ledger = new Ledger().received().held('excursion', 90, EXCURSION);
    ledger.add('lot.recalled', 100, { gtin: GTIN, lot: LOT, reason: 'x', parcels: ['kien-1'] });
    expect(sound(ledger)).toMatchObject([
      {
        disposition: 'recalled',
        quantityList: [{ epcClass: CLASS }],
        persistentDisposition: { set: ['recalled'] },
      },
    ]);
    expect(sound(ledger.held('recall', 100))).toMatchObject([
      { disposition: 'recalled', quantityList: [{ quantity: 240 }] },
    ]);
    expect(sound(ledger.released('excursion', 200))).toMatchObject([
      { disposition: 'recalled', persistentDisposition: { unset: ['non_conformant'] } },
    ]);
  });

  test('a decision to discard says nothing by itself: the end of the parcel does', () => {
    expect(sound(new Ledger().received().held('manual', 10).released('manual', 20, 'discard'))).toEqual([]);
  });
});

describe('a trip', () => {
  test('a handoff is the giver’s shipping of what was offered and the taker’s receiving of what was counted', () => {
    const ledger = new Ledger().received();
    ledger.handedOver(30);
    const parties = {
      sourceList: [{ type: 'possessing_party', source: 'urn:giulanh:site:tinh' }],
      destinationList: [{ type: 'possessing_party', destination: 'urn:giulanh:person:van.a' }],
      epcList: ['urn:giulanh:unit:hom-1'],
    };
    const paper = (type: string) => [{ type, bizTransaction: 'urn:giulanh:handoff:bg-1' }];
    expect(sound(ledger)).toMatchObject([
      {
        bizStep: 'shipping',
        eventTime: at(30),
        ...parties,
        bizTransactionList: paper('desadv'),
        quantityList: [{ quantity: 240 }],
      },
      {
        bizStep: 'receiving',
        eventTime: at(35),
        ...parties,
        bizTransactionList: paper('recadv'),
        quantityList: [{ quantity: 230 }],
      },
    ]);
    const text = JSON.stringify(ledger.last());
    expect(text).not.toContain('owning_party');
    expect(text).not.toContain('"code');
  });

  test('an offer alone, a plan, a key and an incident are no custody', () => {
    const ledger = new Ledger().received();
    ledger.handedOver(30);
    ledger.rows.pop();
    expect(ledger.told()).toHaveLength(1);
  });

  test('a packed box is one aggregation with the temperature read; it is emptied where it was unpacked', () => {
    const said = {
      v: 1,
      deviceAt: at(10),
      offsetMs: 0,
      shipment: 'cx-1',
      key: null,
      signature: null,
    } as const;
    const ledger = new Ledger().received('(00)395200000000000012');
    const parcels = [{ parcel: 'kien-1', doses: 240 }];
    const coolant = { kind: 'ice-pack', conditionedAt: null } as const;
    ledger.add('shipment.packed', 10, {
      ...said,
      boxes: [{ unit: 'hom-1', parcels, coolant, seal: '7', celsius: 4.5 }],
    });
    expect(sound(ledger)).toMatchObject([
      {
        type: 'AggregationEvent',
        action: 'ADD',
        parentID: 'urn:giulanh:unit:hom-1',
        childEPCs: ['https://id.gs1.org/00/395200000000000012'],
        sensorElementList: [
          {
            sensorMetadata: { time: at(10), deviceID: 'urn:giulanh:device:do-3' },
            sensorReport: [{ type: 'Temperature', value: 4.5, uom: 'CEL' }],
          },
        ],
      },
    ]);
    ledger.add('shipment.unpacked', 90, {
      ...said,
      site: 'xa',
      parcels: parcels.map((one) => ({ ...one, unit: 'tu-2' })),
    });
    expect(sound(ledger)).toMatchObject([
      { action: 'DELETE', bizStep: 'unpacking', parentID: 'urn:giulanh:unit:hom-1', bizLocation: site('xa') },
    ]);
  });
});

describe('an event', () => {
  test('is the same with the same id however often and from wherever the ledger is read', () => {
    const ledger = new Ledger().received().held('excursion', 100, EXCURSION).released('excursion', 200);
    ledger.handedOver(300);
    const whole = ledger.told();
    expect(new Set(whole.map(({ eventID }) => eventID)).size).toBe(whole.length);
    const book = new Book(() => 0);
    for (const row of ledger.rows) book.take(row);
    // The book knows all by now: what is told of an earlier entry must not.
    expect(ledger.rows.flatMap((row) => tell(row, book, PLACES, sha256).map(({ event }) => event))).toEqual(
      whole,
    );
  });

  test('keeps every character of a lot number apart in its address', () => {
    const lots = ['A/B', 'A%2FB', 'A+B', 'A B', 'A!', 'A(1)', "A'", 'A*', 'A?b=1', 'A#1', 'a/b'];
    const uris = lots.map((lot) => lotUri(GTIN, lot));
    expect(new Set(uris).size).toBe(lots.length);
    for (const [index, uri] of uris.entries()) {
      expect(uri).toMatch(/^https:\/\/id\.gs1\.org\/01\/\d{14}\/10\/[A-Za-z0-9._~%-]+$/);
      expect(decodeURIComponent(new URL(uri).pathname.split('/')[4] ?? '')).toBe(lots[index]);
    }
  });

  test('has the offset of the province’s zone at that instant, also where there is summer time', () => {
    expect(offsetAt(Date.UTC(2026, 0, 1), 'Asia/Ho_Chi_Minh')).toBe('+07:00');
    expect(offsetAt(Date.UTC(2026, 0, 1), 'Europe/Berlin')).toBe('+01:00');
    expect(offsetAt(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toBe('+02:00');
    expect(offsetAt(0, 'UTC')).toBe('+00:00');
  });
});
