/** What was told to partners and is not so any more is taken back, and told anew when it is so again. */
import { describe, expect, test } from 'vitest';
import { at, Ledger } from './ledger.ts';
import { sound } from './official.ts';

const site = (id: string) => ({ id: `urn:giulanh:site:${id}` });

describe('a packing that counts no more, or not yet', () => {
  const said = {
    v: 1,
    deviceAt: at(10),
    offsetMs: 0,
    shipment: 'cx-1',
    key: null,
    signature: null,
  } as const;
  const parcels = [{ parcel: 'kien-1', doses: 240 }];
  const coolant = { kind: 'none', conditionedAt: null } as const;
  const boxes = [{ unit: 'hom-1', parcels, coolant, seal: null, celsius: 4.5 }];
  function packed() {
    const ledger = new Ledger().received();
    const id = ledger.add('shipment.packed', 10, { ...said, boxes });
    return { ledger, id };
  }
  const placed = (ledger: Ledger) => {
    ledger.add('unit.placed', 60, { unit: 'tu-1', from: 'tinh', to: null, parcels: ['kien-1'] });
    ledger.held('manual', 70);
    return sound(ledger)[0]?.readPoint;
  };

  test('is not told while it waits for what it rests on, and moves nothing', () => {
    const { ledger, id } = packed();
    ledger.waiting.add(id);
    expect(sound(ledger)).toEqual([]);
    ledger.add('shipment.unpacked', 90, {
      ...said,
      site: 'xa',
      parcels: parcels.map((one) => ({ ...one, unit: 'tu-2' })),
    });
    // Out of where the ledger knows it: the fridge, not the box.
    expect(sound(ledger)).toMatchObject([{ parentID: 'urn:giulanh:unit:tu-1' }]);
    ledger.waiting.clear();
    expect(ledger.last()).toMatchObject([{ parentID: 'urn:giulanh:unit:hom-1' }]);
  });

  test('is not told as an unpacking while that waits, which leaves the parcel in the box', () => {
    const { ledger } = packed();
    const id = ledger.add('shipment.unpacked', 90, {
      ...said,
      site: 'xa',
      parcels: parcels.map((one) => ({ ...one, unit: 'tu-2' })),
    });
    ledger.waiting.add(id);
    expect(sound(ledger)).toEqual([]);
    expect(placed(ledger)).toEqual(site('tinh'));
  });

  test('is told again under its own id with the error when it is overturned, and anew when it counts again', () => {
    const { ledger, id } = packed();
    const [first] = ledger.last();
    const about = { event: id, shipment: 'cx-1' };
    ledger.add('custody.overturned', 40, { ...about, code: 'SHIPMENT_CANCELLED', parcels: ['kien-1'] });
    const [back, ...more] = sound(ledger);
    expect(more).toEqual([]);
    expect(back).toEqual({
      ...first,
      recordTime: at(41),
      errorDeclaration: { declarationTime: at(40), reason: 'incorrect_data' },
    });
    ledger.add('custody.reinstated', 50, about);
    const [anew] = sound(ledger);
    expect(anew).toEqual({ ...first, eventID: anew?.eventID, recordTime: at(51) });
    expect(anew?.eventID).not.toBe(first?.eventID);
  });

  test('is told when it begins to count, under its own id, for whoever asks by the time of recording', () => {
    const ledger = new Ledger();
    const id = ledger.add('shipment.packed', 10, { ...said, boxes });
    ledger.waiting.add(id);
    ledger.received();
    expect(sound(ledger)).toMatchObject([{ bizStep: 'receiving' }]);
    const about = { event: id, shipment: 'cx-1' };
    ledger.add('custody.counted', 40, about);
    const [told, ...more] = sound(ledger);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      eventID: `urn:uuid:${id}`,
      eventTime: at(10),
      recordTime: at(41),
      bizStep: 'packing',
      parentID: 'urn:giulanh:unit:hom-1',
    });
    expect(ledger.told()).toHaveLength(2);
    ledger.add('custody.overturned', 50, { ...about, code: 'SHIPMENT_CANCELLED', parcels: ['kien-1'] });
    expect(sound(ledger)).toEqual([
      {
        ...told,
        recordTime: at(51),
        errorDeclaration: { declarationTime: at(50), reason: 'incorrect_data' },
      },
    ]);
  });

  test('that counted again and was overturned once more is taken back under the id that it was told under last', () => {
    const { ledger, id } = packed();
    const about = { event: id, shipment: 'cx-1' };
    const over = { ...about, code: 'SHIPMENT_CANCELLED', parcels: ['kien-1'] };
    ledger.add('custody.overturned', 40, over);
    ledger.add('custody.reinstated', 50, about);
    const [anew] = ledger.last();
    ledger.add('custody.overturned', 60, over);
    expect(sound(ledger)).toMatchObject([
      { eventID: anew?.eventID, errorDeclaration: { reason: 'incorrect_data' } },
    ]);
  });

  test('that an official finds untrue is taken back once', () => {
    const { ledger, id } = packed();
    const [first] = ledger.last();
    const resolved = { resolution: 'r-1', parcel: 'kien-1', truth: [], untrue: [id], reason: 'x' };
    ledger.add('custody.resolved', 40, resolved);
    expect(sound(ledger)).toMatchObject([
      { eventID: first?.eventID, errorDeclaration: { reason: 'did_not_occur' } },
    ]);
    ledger.add('custody.resolved', 50, resolved);
    expect(sound(ledger)).toEqual([]);
  });
});

describe('a handoff that counts otherwise', () => {
  test('a handoff that is completed otherwise when something comes late takes back what was told of it before', () => {
    const ledger = new Ledger().received();
    const sides = ledger.handedOver(30);
    const first = ledger.last();
    ledger.completed(33, 'bg-1', sides);
    const events = sound(ledger);
    expect(events.map(({ bizStep }) => bizStep)).toEqual(['shipping', 'receiving', 'shipping', 'receiving']);
    expect(events.slice(2)).toMatchObject(
      first.map(({ eventID }) => ({
        eventID,
        errorDeclaration: { reason: 'incorrect_data', correctiveEventIDs: [events[0]?.eventID] },
      })),
    );
    expect(events.slice(0, 2).filter((event) => 'errorDeclaration' in event)).toEqual([]);
  });

  test('a handoff one side of which counts no more is taken back at once, and told anew when it is complete again', () => {
    const ledger = new Ledger().received();
    const sides = ledger.handedOver(30);
    const first = ledger.last();
    const about = { event: sides.taken, shipment: 'cx-1' };
    ledger.add('custody.overturned', 60, { ...about, code: 'HANDOFF_CODE_WRONG', parcels: ['kien-1'] });
    expect(sound(ledger)).toEqual(
      first.map((event) => ({
        ...event,
        recordTime: at(61),
        errorDeclaration: { declarationTime: at(60), reason: 'incorrect_data' },
      })),
    );
    ledger.add('custody.reinstated', 70, about);
    expect(ledger.last()).toEqual([]);
    ledger.completed(35, 'bg-1', sides);
    const anew = sound(ledger);
    expect(anew.map(({ bizStep }) => bizStep)).toEqual(['shipping', 'receiving']);
    expect(anew.filter((event) => 'errorDeclaration' in event)).toEqual([]);
    const resolved = { resolution: 'r-1', parcel: 'kien-1', truth: [], untrue: [sides.taken], reason: 'x' };
    ledger.add('custody.resolved', 80, resolved);
    expect(sound(ledger).map(({ eventID }) => eventID)).toEqual(anew.map(({ eventID }) => eventID));
  });

  test('what an official finds untrue is told again under its own id, with the error and what is true instead', () => {
    const ledger = new Ledger().received();
    const false_ = ledger.handedOver(30);
    const untold = ledger.last();
    const truth = ledger.handedOver(40, 'bg-2');
    const corrective = ledger.last()[0]?.eventID;
    ledger.add('custody.resolved', 500, {
      resolution: 'r-1',
      parcel: 'kien-1',
      truth: Object.values(truth),
      untrue: Object.values(false_),
      reason: 'x',
    });
    const again = sound(ledger);
    expect(
      again.map(({ eventID, eventTime, quantityList }) => ({ eventID, eventTime, quantityList })),
    ).toEqual(untold.map(({ eventID, eventTime, quantityList }) => ({ eventID, eventTime, quantityList })));
    for (const event of again)
      expect(event.errorDeclaration).toEqual({
        declarationTime: at(500),
        reason: 'did_not_occur',
        correctiveEventIDs: [corrective],
      });
  });
});
