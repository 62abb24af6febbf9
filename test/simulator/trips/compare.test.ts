import { beforeAll, expect, test } from 'vitest';
import { compare } from '../../../simulator/trips/compare.ts';
import { agrees, type Findings } from '../../../simulator/trips/findings.ts';
import type { CustodyRecord, HandoffRecord, ParcelRecord } from '../../../simulator/trips/record.ts';
import { played } from './played.ts';

let campaign: Awaited<ReturnType<typeof played>>;
beforeAll(async () => {
  campaign = await played('tet', 24);
});

test('a service that knows the truth agrees with it', () => {
  expect(agrees(against((record) => record))).toBe(true);
});

test.each<{ name: string; part: keyof Findings; tell: (record: CustodyRecord) => CustodyRecord }>([
  {
    name: 'a holder too early by a second',
    part: 'wrongHolder',
    tell: first(
      ({ chain }) => chain.length > 2,
      (parcel) => ({
        ...parcel,
        chain: parcel.chain.map((one, i) => (i === 1 ? { ...one, from: one.from - 1000 } : one)),
      }),
    ),
  },
  {
    name: 'the last holder left out',
    part: 'wrongHolder',
    tell: first(
      ({ chain }) => chain.length > 2,
      (parcel) => ({ ...parcel, chain: parcel.chain.slice(0, -1) }),
    ),
  },
  {
    name: 'a dose that came from nowhere',
    part: 'wrongDoses',
    tell: first(
      () => true,
      (parcel) => ({ ...parcel, doses: parcel.doses + 1 }),
    ),
  },
  {
    name: 'a conflict that is not told',
    part: 'missed',
    tell: first(
      ({ conflicted }) => conflicted,
      (parcel) => ({ ...parcel, conflicted: false }),
    ),
  },
  {
    name: 'a conflict that never was',
    part: 'invented',
    tell: first(
      ({ conflicted }) => !conflicted,
      (parcel) => ({ ...parcel, conflicted: true }),
    ),
  },
  {
    name: 'a hold that is not placed',
    part: 'missed',
    tell: first(
      ({ held }) => held,
      (parcel) => ({ ...parcel, held: false }),
    ),
  },
  {
    name: 'a discrepancy that is kept quiet',
    part: 'missed',
    tell: handoff(
      ({ discrepancies }) => discrepancies.length > 0,
      (one) => ({ ...one, discrepancies: [] }),
    ),
  },
  {
    name: 'a handoff of one side that passes for two',
    part: 'missed',
    tell: handoff(
      ({ state }) => state === 'expired',
      (one) => ({ ...one, state: 'complete' }),
    ),
  },
  {
    name: 'a shipment that never ends',
    part: 'wrongShipment',
    tell: (record) => ({ ...record, shipments: new Map() }),
  },
])('$name is found', ({ part, tell }) => {
  const findings = against(tell);
  expect(findings[part]).not.toEqual([]);
  expect(agrees(findings)).toBe(false);
});

test('a wrong holder whom nothing calls in question is named', () => {
  const quiet = against((record) => ({
    ...record,
    handoffs: new Map([...record.handoffs].map(([id, one]) => [id, { ...one, state: 'complete' }])),
    parcels: new Map([...record.parcels].map(([id, one]) => [id, { ...one, conflicted: false }])),
  }));
  expect(quiet.silentlyWrong.length).toBeGreaterThan(0);
});

function against(tell: (record: CustodyRecord) => CustodyRecord): Findings {
  const { courses, received, truth } = campaign;
  return compare(courses, received, truth, tell(campaign.found));
}

/** The first parcel of its kind, told otherwise. */
function first(which: (one: ParcelRecord) => boolean, tell: (one: ParcelRecord) => ParcelRecord) {
  return (record: CustodyRecord): CustodyRecord => {
    const found = [...record.parcels.values()].find(which);
    if (found === undefined) throw new Error('no such parcel in the campaign');
    return { ...record, parcels: new Map(record.parcels).set(found.id, tell(found)) };
  };
}

function handoff(which: (one: HandoffRecord) => boolean, tell: (one: HandoffRecord) => HandoffRecord) {
  return (record: CustodyRecord): CustodyRecord => {
    const found = [...record.handoffs.values()].find(which);
    if (found === undefined) throw new Error('no such handoff in the campaign');
    return { ...record, handoffs: new Map(record.handoffs).set(found.id, tell(found)) };
  };
}
