/** A parcel whose life is over rests: after a start, and after a while. Whatever comes late finds it as if it never had. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEPOT, House, type Point } from './house.ts';

const END = 480;
const celsius = fc.constantFrom(5, 5, 5, 9, 9, -1, null);
const reading = fc.record({
  device: fc.constantFrom('do-1', 'do-2'),
  probe: fc.constantFrom('1', '1', '2'),
  minute: fc.integer({ min: -30, max: END + 60 }),
  celsius,
});
const story = fc.record({
  /** What both units measured, every ten minutes; undefined: nothing. */
  live: fc.array(fc.option(celsius, { nil: undefined }), { minLength: END / 10, maxLength: END / 10 }),
  split: fc.integer({ min: 1, max: 200 }),
  moved: fc.integer({ min: 201, max: 300 }),
  over: fc.integer({ min: 301, max: END }),
  late: fc.array(fc.array(reading, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** kien-1 stays in tu-1 until it is divided for the second time, and so is over; con-1, its part, in tu-1 and then in tu-2. */
async function lived({ live, split, moved, over }: Story): Promise<House> {
  const house = await House.open({ packAt: 20 });
  const measured = live.flatMap((value, i): Point[] => (value === undefined ? [] : [[10 * i, value]]));
  const until = async (minute: number) => {
    const points = measured.filter(([at]) => at > house.now - 1 && at < minute);
    house.now = minute;
    for (const device of ['do-1', 'do-2']) if (points.length > 0) await house.send(device, points);
    while (await house.keeper.pack());
  };
  const divide = (parcel: string, id: string, doses: number) =>
    house.does(DEPOT, { type: 'parcel.split', parcel, parts: [{ id, doses }] });
  await until(split);
  await divide('kien-1', 'con-1', 120);
  await until(moved);
  await house.does(DEPOT, { type: 'parcel.move', parcel: 'con-1', unit: 'tu-2' });
  await until(over);
  await divide('kien-1', 'con-2', 120);
  await divide('con-1', 'con-3', 120);
  await until(END);
  // Only a unit that has measured past its end lets a parcel rest.
  house.now = END + 10;
  for (const device of ['do-1', 'do-2']) await house.send(device, [[END + 5, 5]]);
  return house;
}

/** All that is known of parcels and units, without the names that each house gives. */
async function known(house: House): Promise<string[]> {
  const parcels = ['kien-1', 'con-1', 'con-2', 'con-3'];
  const excursions = [
    ...(await Promise.all(parcels.map((id) => house.excursions(id)))).flat(),
    ...(await house.unitExcursions('tu-1')),
    ...(await house.unitExcursions('tu-2')),
  ];
  const holds = await house.holds();
  const gate = await Promise.all(['tinh', 'xa'].map((site) => house.verdict(site)));
  return [
    ...excursions.map(({ id: _, discoveredAt: __, ...rest }) => JSON.stringify(rest)),
    ...holds.map(({ id: _, excursion, ...rest }) =>
      JSON.stringify({ ...rest, hasCause: excursion !== null }),
    ),
    ...gate.map((one) => JSON.stringify(one)),
  ].sort();
}

/** Parcels are let rest with the seconds that pass. */
async function takesLate(house: House, { late }: Story, isLeftAlone: boolean): Promise<void> {
  house.now = END + 70;
  for (const batch of late) {
    for (const [device, list] of Map.groupBy(batch, (one) => one.device))
      for (const [probe, points] of Map.groupBy(list, (one) => one.probe))
        await house.send(
          device,
          points.map((one) => [one.minute, one.celsius] as const),
          { probe },
        );
    if (isLeftAlone) await house.keeper.tick();
  }
  await house.keeper.tick();
}

it('what comes late gives parcels that rest the same excursions and holds, and the gate the same answers', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const awake = await lived(told);
      const begunAnew = await lived(told);
      const leftAlone = await lived(told);
      await begunAnew.restart();
      for (let second = 0; second < 3; second++) await leftAlone.keeper.tick();
      expect(await known(begunAnew)).toEqual(await known(awake));
      expect(await known(leftAlone)).toEqual(await known(awake));
      for (const house of [awake, begunAnew, leftAlone]) await takesLate(house, told, house === leftAlone);
      const right = await known(awake);
      expect(await known(begunAnew)).toEqual(right);
      expect(await known(leftAlone)).toEqual(right);
      await awake.restart();
      expect(await known(awake)).toEqual(right);
    }),
    { numRuns: 8 },
  );
}, 120_000);
