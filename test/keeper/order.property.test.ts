/** Arrival order means nothing: the whole keeper, from the message to the hold, with packing and restarts in between. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEPOT, House, START } from './house.ts';

const RUNS = Math.ceil(Number(process.env.GIULANH_PROPERTY_RUNS ?? 400) / 100);
const END = 700;

type Sent = { readonly device: string; readonly minute: number; readonly celsius: number | null };

/** What two fridges and a box measured: stretches of one state, some of them silent. */
const told = (device: string) =>
  fc
    .array(
      fc.record({
        length: fc.integer({ min: 10, max: 120 }),
        celsius: fc.constantFrom(5, 5, 4, 9, 12, -1, 'silent' as const, null),
      }),
      { minLength: 4, maxLength: 10 },
    )
    .map((stretches) => {
      const sent: Sent[] = [];
      let minute = 0;
      for (const { length, celsius } of stretches) {
        for (let at = minute; at < Math.min(minute + length, END); at += 5)
          if (celsius !== 'silent') sent.push({ device, minute: at, celsius });
        minute += length + (5 - (length % 5));
      }
      return sent;
    });

const world = fc
  .tuple(told('do-1'), told('do-2'), told('do-3'))
  .map((lists) => lists.flat())
  .chain((all) =>
    fc.record({
      all: fc.constant(all),
      shuffled: fc.shuffledSubarray([...all, ...all.slice(0, 40)], { minLength: all.length }),
      batch: fc.integer({ min: 7, max: 60 }),
      restartAt: fc.integer({ min: 0, max: 6 }),
    }),
  );

const facts = (list: readonly { id: string; discoveredAt?: string; excursion?: string | null }[]) =>
  list.map(({ id: _, discoveredAt: __, ...rest }) => JSON.stringify(rest)).sort();

async function played(messages: readonly (readonly Sent[])[], restartAt: number) {
  const house = await House.open({ now: END, packAt: 60 });
  await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ id: 'con-1', doses: 40 }] });
  await house.does(DEPOT, { type: 'parcel.move', parcel: 'con-1', unit: 'hom-1', at: START + END * 60_000 });
  for (const [index, batch] of messages.entries()) {
    for (const [device, list] of Map.groupBy(batch, (s) => s.device))
      await house.send(
        device,
        list.map((s) => [s.minute, s.celsius]),
      );
    if (index % 3 === 2) await house.keeper.pack();
    if (index === restartAt) await house.restart();
  }
  await house.keeper.tick();
  const excursions = [
    ...(await house.excursions('kien-1')),
    ...(await house.excursions('con-1')),
    ...(await house.unitExcursions('tu-1')),
    ...(await house.unitExcursions('tu-2')),
  ];
  const holds = await house.holds();
  const before = await house.everything();
  await house.restart();
  expect(await house.everything()).toEqual(before);
  return { excursions, holds };
}

it('the same readings shuffled, repeated and cut otherwise give the same excursions, and each has its hold', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ all, shuffled, batch, restartAt }) => {
      const missing = all.filter((s) => !shuffled.includes(s));
      const cut = [...shuffled, ...missing];
      const messages = Array.from({ length: Math.ceil(cut.length / batch) }, (_, i) =>
        cut.slice(i * batch, (i + 1) * batch),
      );
      const tidy = await played([all.toSorted((a, b) => a.minute - b.minute)], -1);
      const wild = await played(messages, restartAt);
      expect(facts(wild.excursions)).toEqual(facts(tidy.excursions));
      for (const { holds, excursions } of [tidy, wild])
        for (const e of excursions.filter((x) => x.parcel !== undefined))
          expect(holds.filter((h) => h.excursion === e.id && h.state === 'open')).toHaveLength(1);
    }),
    { numRuns: RUNS },
  );
}, 120_000);
