/** What the evening finds of a trip: nothing while all is said, and what nobody said or found, with whom to ask. */
import { expect, test } from 'vitest';
import type { DifferenceView, ReportView } from '../../src/keeper/report-protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { actorOf, all, codeOf, deliver, hashOf, Phone, ROAD, trip, uuid } from './custody-house.ts';
import { House, iso } from './house.ts';

const evening = async (house: House) => {
  await house.does(actorOf('an'), { type: 'reconcile' });
  const { items } = await house.ask<Paged<DifferenceView>>({ type: 'differences', limit: 100 });
  return items.map(({ kind, site, parcel, doses, person }) => ({ kind, site, parcel, doses, person }));
};
const stock = async (house: House) => {
  const { report } = await house.ask<ReportView & { kind: 'daily' }>({ type: 'report.preview', site: null });
  return {
    stock: report.stock.map(({ site, doses }) => [site, doses]),
    shipments: report.shipments.map(({ state, doses }) => [state, doses]),
  };
};

test('a trip adds up at every step of it, and who was offered something and said nothing is asked', async () => {
  const house = await House.open({ now: 1, descriptions: [ROAD] });
  const [kho, hoTong, yTa] = [
    await Phone.enrolled(house, 'kho'),
    await Phone.enrolled(house, 'ho.tong'),
    await Phone.enrolled(house, 'y.ta'),
  ];
  house.now = 200;
  const [planned, packed, offered, taken, arriving, arrived, unpacked] = trip({ kho, hoTong, yTa });
  const steps = [
    { by: 'kho', events: [planned, packed], asked: [], stock: [['tinh', 240]], shipments: [['packed', 240]] },
    {
      by: 'kho',
      events: [offered],
      asked: ['ho.tong'],
      stock: [['tinh', 240]],
      shipments: [['packed', 240]],
    },
    {
      ...{ by: 'ho.tong', events: [taken, arriving], asked: [] },
      ...{ stock: [[null, 240]], shipments: [['under-way', 240]] },
    },
    { by: 'y.ta', events: [arrived], asked: [], stock: [['xa', 240]], shipments: [['arrived', 240]] },
    { by: 'y.ta', events: [unpacked], asked: [], stock: [['xa', 240]], shipments: [['closed', 240]] },
  ];
  for (const { by, events, asked, ...expected } of steps) {
    await deliver(house, by, events);
    const found = await evening(house);
    expect(found.filter(({ kind }) => kind === 'doses')).toEqual([]);
    expect(found.map(({ kind, person }) => [kind, person])).toEqual(asked.map((one) => ['unconfirmed', one]));
    expect(await stock(house)).toEqual(expected);
    house.now += 1;
  }
});

test('doses that a count did not find are asked for, of who had them last, and close when they are found', async () => {
  const house = await House.open({ now: 1, descriptions: [ROAD] });
  const kho = await Phone.enrolled(house, 'kho');
  const hoTong = await Phone.enrolled(house, 'ho.tong');
  house.now = 30;
  const id = uuid(10);
  const offered = kho.says(10, {
    ...{ type: 'handoff.offered', handoff: id, boxes: [], place: 'tinh' },
    ...{ parcels: [{ parcel: 'kien-1', doses: 240 }], to: { kind: 'person', id: 'ho.tong' } },
    ...{ codeHash: hashOf(codeOf(id)), validUntil: iso(70) },
  });
  const taken = hoTong.says(12, {
    ...{ type: 'handoff.taken', handoff: id, code: codeOf(id), boxes: [], place: 'tinh', reason: 'đếm' },
    parcels: [{ ...all('kien-1', 235), missing: 5 }],
  });
  await deliver(house, 'ho.tong', [offered, taken]);
  const found = await evening(house);
  expect(found.filter(({ kind }) => kind === 'doses')).toEqual([]);
  expect(found.find(({ doses }) => doses === 5)).toMatchObject({
    kind: 'unconfirmed',
    site: 'tinh',
    person: 'kho',
  });
  const withdrawn = kho.says(11, { type: 'handoff.withdrawn', handoff: id, reason: 'nhầm' });
  await deliver(house, 'kho', [withdrawn]);
  expect((await evening(house)).filter(({ doses }) => doses === 5)).toEqual([]);
});
