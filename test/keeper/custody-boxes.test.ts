/** A box that carries parcels which have nothing else to do with each other: whose events come first means nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../src/custody/types.ts';
import { actorOf, all, codeOf, deliver, hashOf, Phone, ROAD, statuses, uuid } from './custody-house.ts';
import { House, iso } from './house.ts';

const WORLD = ROAD.replace(
  /parcels:\n/,
  `parcels:\n  - { id: kien-2, gtin: "08930000000002", lot: FK1234, doses: 60, unit: tu-1, since: 2026-11-22T00:00:00Z }\n`,
);
const DOSES = { 'kien-1': 240, 'kien-2': 60 } as const;
type Which = keyof typeof DOSES;

async function world() {
  const house = await House.open({ now: 1, descriptions: [WORLD] });
  const kho = await Phone.enrolled(house, 'kho');
  const yTa = await Phone.enrolled(house, 'y.ta');
  house.now = 300;
  const dosed = (parcel: Which) => [{ parcel, doses: DOSES[parcel] }];
  const packed = (minute: number, parcel: Which) => {
    const box = { unit: 'hom-1', parcels: dosed(parcel), seal: null, celsius: null };
    const coolant = { kind: 'none', conditionedAt: null };
    return kho.says(minute, { type: 'shipment.packed', boxes: [{ ...box, coolant }] });
  };
  const handed = (minute: number, parcel: Which, withBox: boolean) => {
    const handoff = uuid(minute);
    const boxes = withBox ? [{ unit: 'hom-1', seal: null, celsius: null }] : [];
    return [
      kho.says(minute, {
        ...{ type: 'handoff.offered', handoff, parcels: dosed(parcel), boxes, place: 'xa' },
        ...{ to: { kind: 'site', id: 'xa' }, codeHash: hashOf(codeOf(handoff)) },
        validUntil: iso(minute + 60),
      }),
      yTa.says(minute + 1, {
        ...{ type: 'handoff.taken', handoff, code: codeOf(handoff), place: 'xa', reason: null },
        ...{
          parcels: [all(parcel, DOSES[parcel])],
          boxes: boxes.map((box) => ({ ...box, sealIntact: true })),
        },
      }),
    ];
  };
  const unpacked = (minute: number, parcel: Which) =>
    yTa.says(minute, {
      ...{ type: 'shipment.unpacked', site: 'xa' },
      parcels: dosed(parcel).map((one) => ({ ...one, unit: 'hom-1' })),
    });
  return { house, packed, handed, unpacked };
}

const stands = async (house: House) => {
  const box = await house.ask<{ site: string | null }>({ type: 'unit', id: 'hom-1' });
  const parcels = await Promise.all(
    (['kien-1', 'kien-2'] as const).map(async (id) => {
      const { stays, custody } = await house.parcel(id);
      return { stays, possessions: custody.possessions };
    }),
  );
  return { box: box.site, parcels };
};

describe('a box that one parcel’s events bring to the commune', () => {
  it('is there for another parcel too, though what is said of that one came first', async () => {
    const { house, packed, handed, unpacked } = await world();
    const other = [...handed(40, 'kien-2', false), unpacked(60, 'kien-2')];
    expect(statuses(await deliver(house, 'kho', other))).toEqual([
      'accepted',
      'accepted',
      'waiting EVENT_UNIT_NOT_THERE',
    ]);
    const bringing = [packed(10, 'kien-1'), ...handed(30, 'kien-1', true)];
    expect(statuses(await deliver(house, 'kho', bringing))).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await house.parcel('kien-2')).unit).toBe('hom-1');
    expect(statuses(await deliver(house, 'kho', other))).toEqual(['duplicate', 'duplicate', 'duplicate']);
  });

  it('keeps the other parcel inside, whichever handoff is heard of first', async () => {
    const tell = async (order: 'box first' | 'box last') => {
      const { house, packed, handed } = await world();
      const one = [packed(10, 'kien-1'), ...handed(30, 'kien-1', true)];
      const two = [packed(12, 'kien-2'), ...handed(40, 'kien-2', false)];
      for (const events of order === 'box first' ? [one, two] : [two, one])
        await deliver(house, 'kho', events);
      return stands(house);
    };
    const [first, last] = [await tell('box first'), await tell('box last')];
    const plain = ({ box, parcels }: typeof first) => ({
      box,
      parcels: parcels.map(({ stays, possessions }) => [
        stays,
        possessions.map(({ holder, from }) => [holder.id, from]),
      ]),
    });
    expect(plain(last)).toEqual(plain(first));
    expect(last.parcels[1]?.stays.map(({ unit, out }) => [unit, out])).toEqual([
      ['tu-1', iso(12)],
      ['hom-1', null],
    ]);
  });

  it('is where the depot says that it stands, for what was unpacked there before the depot said so', async () => {
    const { house, handed, unpacked } = await world();
    await deliver(house, 'kho', [...handed(40, 'kien-2', false), unpacked(60, 'kien-2')]);
    expect((await house.parcel('kien-2')).unit).toBeNull();
    const at = Date.parse(iso(50));
    await house.does(actorOf('kho'), { type: 'unit.place', unit: 'hom-1', site: 'xa', at });
    expect((await house.parcel('kien-2')).unit).toBe('hom-1');
  });
});

it('two parcels that share a box, told in any order, are where the tidy order has them', async () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 2, max: 240 }), { minLength: 6, maxLength: 6 });
  const story = fc.record({
    minutes: minutes.map((all) => all.toSorted((a, b) => a - b)),
    boxes: fc.tuple(fc.boolean(), fc.boolean()),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
    inOne: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ minutes, boxes, order, inOne }) => {
      const { house, packed, handed, unpacked } = await world();
      // Which of the six instants each step takes: of either parcel packed, then handed over, then unpacked.
      const [a1 = 2, a2 = 3, a3 = 4] = inOne
        .slice(0, 3)
        .toSorted()
        .map((i) => minutes[i] ?? 0);
      const [b1 = 5, b2 = 6, b3 = 7] = inOne
        .slice(3)
        .toSorted()
        .map((i) => minutes[i] ?? 0);
      const events: Delivered[] = [
        ...[packed(a1, 'kien-1'), ...handed(a2, 'kien-1', boxes[0]), unpacked(a3, 'kien-1')],
        ...[packed(b1, 'kien-2'), ...handed(b2, 'kien-2', boxes[1]), unpacked(b3, 'kien-2')],
      ];
      for (const i of order) await deliver(house, 'kho', [events[i]]);
      const shuffled = await stands(house);
      const { house: other } = await world();
      const unsigned = events.map(({ body }) => ({ body, key: null, signature: null }));
      for (const one of unsigned.toSorted((x, y) => (x.body.at < y.body.at ? -1 : 1)))
        await deliver(other, one.body.by, [one]);
      expect(shuffled).toEqual(await stands(other));
    }),
    {
      numRuns: Math.ceil(Number(process.env.GIULANH_PROPERTY_RUNS ?? 400) / 80),
      // One parcel is put into the box at the very instant at which the other one brings it.
      examples: [
        [
          {
            minutes: [2, 3, 4, 162, 163, 164],
            boxes: [false, true],
            order: [6, 1, 5, 0, 2, 4, 7, 3],
            inOne: [0, 1, 4, 5, 2, 3],
          },
        ],
      ],
    },
  );
}, 300_000);
