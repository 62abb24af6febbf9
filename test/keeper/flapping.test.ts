import { expect, it } from 'vitest';
import { DEPOT, House, iso, MINUTE, type Point, START } from './house.ts';

/** More crossings of the limit than the engine keeps of one probe. */
const CROSSINGS = 1_300;
const flapping: Point[] = Array.from({ length: CROSSINGS }, (_, i) => [i, i % 2 === 0 ? 5 : 9] as const);
/** Newer than what was let go, older than what was judged: the history is led anew through both. */
const FREEZING: Point = [1250.5, -1];

async function told(house: House, messages: readonly (readonly Point[])[]): Promise<void> {
  for (const message of messages) {
    house.now = Math.max(house.now, ...message.map(([minute]) => minute));
    await house.send('do-1', message);
  }
  while (await house.keeper.pack());
}

const excursions = async (house: House) =>
  (await house.excursions('kien-1')).toSorted((a, b) => a.start.localeCompare(b.start));

it('a sensor that flaps across the limit for a day hides nothing that comes to light later', async () => {
  const late = await House.open({ packAt: 1 });
  await told(
    late,
    Array.from({ length: CROSSINGS / 100 }, (_, i) => flapping.slice(100 * i, 100 * (i + 1))),
  );
  expect(await late.holds()).toEqual([]);
  await told(late, [[FREEZING]]);
  expect(await late.excursions('kien-1')).toMatchObject([
    { rule: 'freeze', start: iso(1250.5), end: iso(1251), peakCelsius: -1 },
  ]);
  expect(await late.holds()).toMatchObject([{ parcel: 'kien-1', kind: 'excursion', state: 'open' }]);

  const tidy = await House.open({ packAt: 1 });
  await told(tidy, [[...flapping, FREEZING].toSorted((a, b) => a[0] - b[0])]);
  const facts = async (house: House) => (await excursions(house)).map(({ id: _, ...excursion }) => excursion);
  expect(await facts(late)).toEqual(await facts(tidy));
});

it('a parcel that leaves a flapping fridge takes its whole history along', async () => {
  const house = await House.open({ packAt: 1 });
  await told(house, [flapping.slice(0, 1_200), flapping.slice(1_200), [FREEZING]]);
  const at = START + CROSSINGS * MINUTE;
  await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at });
  expect(await excursions(house)).toMatchObject([{ rule: 'freeze', start: iso(1250.5), end: iso(1251) }]);
  await told(house, [[[100.5, -2]]]);
  expect(await excursions(house)).toMatchObject([
    { rule: 'freeze', start: iso(100.5), end: iso(101), peakCelsius: -2 },
    { rule: 'freeze', start: iso(1250.5), end: iso(1251) },
  ]);
});
