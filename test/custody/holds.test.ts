import { describe, expect, test } from 'vitest';
import { apply, portionId, strip } from '../../src/custody/effects.ts';
import { holdsDue, rivalsOf } from '../../src/custody/holds.ts';
import { move, unitAt } from '../../src/lots/parcels.ts';
import { split } from '../../src/lots/split.ts';
import { at as context, granted } from '../lots/parcel-fixture.ts';
import {
  at,
  commune,
  counted,
  depot,
  dosesIn,
  fold,
  handed,
  MINUTE,
  minh,
  packed,
  parcel,
  record,
  sha256Hex,
  tam,
} from './custody-fixture.ts';
import { fresh, takeIn } from './history-fixture.ts';

const all = [{ parcel: 'P1', doses: 100 }];
const due = (derived: ReturnType<typeof fold>, hours: number, offline = false, held: string[] = []) =>
  holdsDue(
    derived,
    at(hours),
    () => offline,
    (id) => held.includes(id),
  ).map(({ parcel: id, why }) => [id, why]);

describe('custody puts on hold', () => {
  const rival = fold([
    ...handed(10, 3, { by: 'lan', to: minh, taker: 'minh', parcels: all }),
    ...handed(20, 4, { by: 'lan', to: tam, taker: 'tam', parcels: all }),
  ]);
  test('what two people say they have, at once and once', () => {
    expect(due(rival, 4.2, true)).toEqual([['P1', 'conflict']]);
    expect(due(rival, 4.2, true, ['P1'])).toEqual([]);
  });

  const gap = fold(handed(30, 6, { by: 'minh', to: tam, taker: 'tam', parcels: all }));
  const minute = MINUTE / 3_600_000;
  test.each([
    ['just under two hours', 6.1 + 2, false, []],
    ['two hours after it was noticed', 6.1 + 2 + minute, false, [['P1', 'conflict']]],
    ['while somebody is offline', 6.1 + 72, true, []],
    ['… but not longer than 72 hours', 6.1 + 72 + minute, true, [['P1', 'conflict']]],
  ])('a parcel whose giver is not known to have had it: %s', (_name, hours, offline, expected) => {
    expect(due(gap, hours, offline)).toEqual(expected);
  });

  test('what follows it in one story contradicts nobody, until its giver gives the same away twice', () => {
    const on = handed(40, 7, { by: 'tam', to: minh, taker: 'minh', parcels: all });
    const story = fold([...handed(30, 6, { by: 'minh', to: tam, taker: 'tam', parcels: all }), ...on]);
    expect(story.chains[0]?.conflicts.map(({ kind, events }) => [kind, events.length])).toEqual([['gap', 2]]);
    expect(due(story, 7.2)).toEqual([]);
    // Two hours after the first of it was noticed: handing on does not put it off.
    expect(due(story, 8.2)).toEqual([['P1', 'conflict']]);
    expect(due(story, 9.2)).toEqual([['P1', 'conflict']]);
    const twice = fold([
      ...handed(30, 6, { by: 'minh', to: tam, taker: 'tam', parcels: all }),
      ...on,
      ...handed(50, 8, { by: 'tam', to: depot, taker: 'lan', parcels: all }),
    ]);
    expect(due(twice, 8.2)).toEqual([['P1', 'conflict']]);
  });

  test('doses that were not found, as a portion or as the whole parcel', () => {
    const deal = { by: 'lan', to: minh, taker: 'minh', parcels: all };
    const some = fold(handed(10, 3, { ...deal, counted: [counted('P1', 95, { missing: 5 })] }));
    expect(due(some, 4)).toEqual([
      [portionId('P1', 'missing', some.handoffs[0]?.id ?? '', sha256Hex), 'missing'],
    ]);
    const whole = fold(handed(10, 3, { ...deal, counted: [counted('P1', 0, { missing: 100 })] }));
    expect(due(whole, 4)).toEqual([['P1', 'missing']]);
  });

  test('an official’s word on an event that is in no conflict means nothing', () => {
    const [chain] = rival.chains;
    expect(chain && rivalsOf(chain, 'elsewhere')).toBeNull();
    expect(chain && rivalsOf(chain, chain.conflicts[0]?.events[0] ?? '')?.untrue).toHaveLength(1);
  });
});

describe('a portion’s name', () => {
  test('is found by every phone by itself, and differs by part and by handoff', () => {
    const ids = ['refused', 'missing'].flatMap((kind) =>
      ['h1', 'h2'].map((handoff) => portionId('P1', kind as 'refused' | 'missing', handoff, sha256Hex)),
    );
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^P1-[rm][0-9a-f]{8}$/);
  });
  test('never has more than 64 characters, and long names stay apart', () => {
    const [a, b] = ['a', 'b'].map((end) => portionId('x'.repeat(63) + end, 'missing', 'h', sha256Hex));
    expect(a?.length).toBe(64);
    expect(a).not.toBe(b);
  });
});

describe('what was done by hand meanwhile', () => {
  /** Half of the story is known; then the depot moves and splits; then the rest comes. */
  test('stays, when the events of the road come late', () => {
    const events = [
      packed(2, 2, 'lan', 'box-1', all),
      ...handed(10, 3, {
        by: 'lan',
        to: commune,
        taker: 'hoa',
        parcels: all,
        counted: [counted('P1', 90, { missing: 4, refused: 6 })],
      }),
    ];
    const start = { ...fresh(), record: record() };
    const live = (world: typeof start): typeof start => {
      const parcels = new Map(world.record.parcels.map((one) => [one.id, one]));
      const facts = { excursions: [], holds: [], dispositions: [], idTaken: () => false };
      const now = context(at(40));
      const whole = parcels.get('P1') ?? parcel();
      const { parent, children } = granted(
        split(whole, { parts: [{ id: 'C9', doses: 20 }], at: at(30) }, facts, now),
      );
      const moved = granted(move(parent, { unit: 'fridge-9', at: at(31) }, { unitKnown: true }, now));
      for (const one of [moved, ...children]) parcels.set(one.id, one);
      return { ...world, record: { ...world.record, parcels: [...parcels.values()] } };
    };
    const shown = ({ record: of }: typeof start) => of.parcels.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const onTime = live(events.reduce((world, event) => takeIn(world, event), start));
    for (let early = 0; early < events.length; early++) {
      const before = events.slice(0, early).reduce((world, event) => takeIn(world, event), start);
      const late = events.slice(early).reduceRight((world, event) => takeIn(world, event), live(before));
      expect(shown(late)).toEqual(shown(onTime));
      expect(dosesIn(late.record)).toBe(100);
    }
    const child = onTime.record.parcels.find(({ id }) => id === 'C9');
    expect(child && [unitAt(child, at(1)), unitAt(child, at(2.5)), unitAt(child, at(50))]).toEqual([
      'fridge-1',
      'box-1',
      'box-1',
    ]);
    expect(onTime.derived.chains.map(({ possessions }) => possessions.at(-1)?.holder)).toContainEqual(depot);
  });

  test('what was applied is taken back without a trace', () => {
    const events = [
      packed(2, 2, 'lan', 'box-1', all),
      ...handed(10, 3, { by: 'lan', to: minh, taker: 'minh', parcels: all }),
    ];
    const { effects } = fold(events);
    expect(strip(apply(record(), effects, []), effects)).toEqual(record());
  });
});
