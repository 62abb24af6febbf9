/** What does not add up: found by place and lot, listed until somebody says what it was, closed when it adds up again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Handoff } from '../../src/custody/types.ts';
import { imbalancesOf, lotAt } from '../../src/reports/balance.ts';
import { standingAt } from '../../src/reports/facts.ts';
import { silentSessions, unconfirmedOf } from '../../src/reports/loose.ts';
import { type Finding, settle } from '../../src/reports/reconcile.ts';
import { Tally } from '../../src/reports/tally.ts';
import type { Difference } from '../../src/reports/types.ts';
import { at, facts, GTIN, given, parcel, ZONE } from './facts.ts';

const NOW = at('23T20:00');
const finding = (more: Partial<Finding> = {}): Finding => ({
  ...{
    kind: 'doses',
    site: 'xa',
    gtin: GTIN,
    lot: 'A',
    parcel: null,
    day: '2026-11-23',
    doses: -5,
    person: 'tram',
  },
  ...more,
});
const first = (more: Partial<Finding> = {}): Difference => {
  const [found] = settle([finding(more)], [], NOW).put;
  if (found === undefined) throw new Error('nothing was found');
  return found;
};
const explained = (one: Difference): Difference => ({
  ...one,
  explained: { by: 'an', at: NOW, text: 'vỡ lọ' },
});

describe('a difference', () => {
  test('has an id of its kind, place, lot and day', () => {
    expect(first()).toMatchObject({
      id: `doses:xa:${GTIN}:A:2026-11-23`,
      doses: -5,
      foundAt: NOW,
      explained: null,
    });
  });
  test('that is found again the next evening is the same, and nothing is written', () => {
    expect(settle([finding({ day: '2026-11-24' })], [first()], NOW + 1)).toEqual({ put: [], closed: [] });
  });
  test('that grew is the same with other doses', () => {
    expect(settle([finding({ day: '2026-11-24', doses: -7 })], [first()], NOW + 1).put).toEqual([
      { ...first(), doses: -7 },
    ]);
  });
  test('that adds up again closes', () => {
    expect(settle([], [first()], NOW)).toEqual({ put: [], closed: [first().id] });
  });
  test('that was explained is not listed again, and only what goes beyond it is', () => {
    const known = [explained(first())];
    expect(settle([finding({ day: '2026-11-24' })], known, NOW)).toEqual({ put: [], closed: [] });
    const { put } = settle([finding({ day: '2026-11-24', doses: -8 })], known, NOW);
    expect(put).toMatchObject([{ id: `doses:xa:${GTIN}:A:2026-11-24`, doses: -3 }]);
  });
  test('that was explained and came up once more on the same day gets an id of its own', () => {
    const { put } = settle([finding({ doses: -8 })], [explained(first())], NOW);
    expect(put).toMatchObject([{ id: `doses:xa:${GTIN}:A:2026-11-23:2`, doses: -3 }]);
    expect(settle([finding({ doses: -8 })], [explained(first()), ...put], NOW)).toEqual({
      put: [],
      closed: [],
    });
  });
  test('that was explained and adds up after all is one the other way round', () => {
    expect(settle([], [explained(first())], NOW)).toEqual({ put: [], closed: [] });
  });
  test('of a parcel or a session that was explained never comes back', () => {
    for (const more of [
      { kind: 'unconfirmed', parcel: 'p', doses: 40 },
      { kind: 'silent-session', subject: 's', gtin: null, lot: null, doses: 0 },
    ] as const) {
      const known = first(more);
      expect(settle([finding(more)], [explained(known)], NOW)).toEqual({ put: [], closed: [] });
      expect(settle([finding({ ...more, day: '2026-11-25' })], [known], NOW)).toEqual({
        put: [],
        closed: [],
      });
      expect(settle([], [known], NOW).closed).toEqual([known.id]);
    }
  });
  test('of a late entry stays until it is explained: late is late', () => {
    const known = first({ kind: 'late-entry', doses: 3 });
    expect(settle([], [known], NOW)).toEqual({ put: [], closed: [] });
  });
  test('in any order gives the same', () => {
    const all = [
      finding(),
      finding({ site: 'xb' }),
      finding({ lot: 'a:b/c%' }),
      finding({ kind: 'unconfirmed', parcel: 'p' }),
    ];
    expect(settle(all.toReversed(), [], NOW)).toEqual(settle(all, [], NOW));
    expect(settle(all, settle(all, [], NOW).put, NOW)).toEqual({ put: [], closed: [] });
  });
});

const ledgered = (received: Record<string, number>, gave: Record<string, number> = {}) => ({
  received: new Map(Object.entries(received)),
  given: new Map(Object.entries(gave)),
});
const A = (site: string) => lotAt(site, GTIN, 'A');

describe('doses by place and lot', () => {
  const travelled = parcel('p', 70, null, {
    dosesInitial: 100,
    stays: [
      { unit: 'kho', from: at('01T08:00'), to: at('10T08:00') },
      { unit: 'tu-a', from: at('10T09:00'), to: null },
    ],
  });
  const used = [given('p', 'xa', 30, '11T08:00')];
  test('add up when what came, went, was given and is left agree', () => {
    expect(
      imbalancesOf(
        facts({ parcels: [travelled], administrations: used }),
        ledgered({ p: 100 }, { [A('xa')]: 30 }),
      ),
    ).toEqual([]);
  });
  test.each([
    [
      'fewer lie there than should',
      { parcels: [{ ...travelled, doses: 65 }], administrations: used },
      { p: 100 },
      { xa: 30 },
      [['xa', -5]],
    ],
    [
      'the ledger knows of a dose given that the records do not',
      { parcels: [travelled], administrations: used },
      { p: 100 },
      { xa: 31 },
      [['xa', 1]],
    ],
    [
      'the ledger knows nothing of the receipt',
      { parcels: [travelled], administrations: used },
      {},
      { xa: 30 },
      [['tinh', 100]],
    ],
    [
      'they were given where they were not',
      { parcels: [travelled], administrations: [given('p', 'xb', 30, '11T08:00')] },
      { p: 100 },
      { xb: 30 },
      [
        ['xa', -30],
        ['xb', 30],
      ],
    ],
  ])('do not when %s', (_name, world, received, gave, expected) => {
    const given = Object.fromEntries(Object.entries(gave).map(([site, doses]) => [A(site), doses]));
    const found = imbalancesOf(facts(world), ledgered(received as Record<string, number>, given));
    expect(found.map(({ site, doses }) => [site, doses])).toEqual(expected);
  });
  test('add up over a split at one place and over a box that travels', () => {
    const units = new Map(facts().units);
    const box = units.get('hom');
    if (box === undefined) throw new Error('there is a box');
    const way = [
      { site: 'tinh', since: at('01T00:00') },
      { site: null, since: at('05T08:00') },
      { site: 'xa', since: at('05T12:00') },
    ];
    units.set('hom', { ...box, placements: way });
    const rest = parcel('p', 60, 'hom', { dosesInitial: 100 });
    const part = parcel('q', 40, 'tu-a', {
      ...{ parent: 'p', createdAt: at('05T13:00') },
      stays: [
        { unit: 'hom', from: at('01T08:00'), to: at('05T14:00') },
        { unit: 'tu-a', from: at('05T14:00'), to: null },
      ],
    });
    expect(imbalancesOf(facts({ units, parcels: [rest, part] }), ledgered({ p: 100 }))).toEqual([]);
  });
  test('are the same in any order of the records', () => {
    const parcels = [travelled, parcel('x', 5, 'tu-b'), parcel('y', 7, 'kho')];
    fc.assert(
      fc.property(fc.shuffledSubarray(parcels, { minLength: 3 }), (shuffled) => {
        const found = imbalancesOf(
          facts({ parcels: shuffled, administrations: used }),
          ledgered({ p: 90, x: 5, y: 6 }, { [A('xa')]: 30 }),
        );
        expect(found.map(({ site, doses }) => [site, doses])).toEqual([['tinh', 11]]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('what was done halfway', () => {
  const handoff = (state: Handoff['state']): Handoff => ({
    ...{
      id: 'g',
      shipment: null,
      from: { kind: 'site', id: 'tinh' },
      to: { kind: 'site', id: 'xa' },
      counted: null,
    },
    ...{
      parcels: [{ parcel: 'p', doses: 40 }],
      boxes: [],
      countedBoxes: null,
      taken: null,
      receiver: null,
      place: 'xa',
    },
    given: { event: 'e', by: 'ho.tong', at: at('22T10:00'), signed: true },
    ...{ validUntil: 0, state, completedAt: null, discrepancies: [] },
  });
  const found = (more: Parameters<typeof facts>[0]) => {
    const world = facts(more);
    return unconfirmedOf(world, standingAt(world, NOW)).map(({ site, parcel, day, doses, person }) => [
      site,
      parcel,
      day,
      doses,
      person,
    ]);
  };
  test.each([
    ['waiting', [['xa', 'p', '2026-11-22', 40, 'o.xa']]],
    ['disputed', [['xa', 'p', '2026-11-22', 40, 'o.xa']]],
    ['complete', []],
    ['withdrawn', []],
  ] as const)('a handoff that is %s', (state, expected) => {
    expect(found({ parcels: [parcel('p', 40, 'hom')], handoffs: [handoff(state)] })).toEqual(expected);
  });
  test('a parcel that is nowhere is asked for where it was last, unless a shipment that is under way has it', () => {
    const gone = parcel('p', 40, null, {
      stays: [{ unit: 'tu-b', from: at('01T08:00'), to: at('21T08:00') }],
    });
    expect(found({ parcels: [gone] })).toEqual([['xb', 'p', '2026-11-21', 40, 'o.xb']]);
    const going = { id: 's', state: 'under-way', planned: [{ parcel: 'p', doses: 40 }] } as never;
    expect(found({ parcels: [gone], shipments: [going] })).toEqual([]);
  });
  const session = { id: 's', site: 'xa', from: at('23T07:00'), to: at('23T11:00'), person: null };
  test.each([
    ['nothing was given', [], 1],
    ['something was given on its last minute', [given('p', 'xa', 1, '23T10:59')], 0],
    ['something was given at its end', [given('p', 'xa', 1, '23T11:00')], 1],
    ['something was given elsewhere', [given('p', 'xb', 1, '23T10:00')], 1],
  ] as const)('a session in which %s', (_name, administrations, count) => {
    const silent = silentSessions(facts({ sessions: [session], administrations: [...administrations] }), NOW);
    expect(silent).toHaveLength(count);
    if (count === 1) expect(silent[0]).toMatchObject({ kind: 'silent-session', site: 'xa', person: 'o.xa' });
  });
  test('a session that is not over is not silent', () => {
    expect(silentSessions(facts({ sessions: [session] }), session.to - 1)).toEqual([]);
  });
});

describe('what was written down late', () => {
  const event = (recorded: string, more: object = {}) => ({
    ...{ type: 'doses.administered', site: 'xa', gtin: GTIN, lot: 'A', doses: 3, by: 'y.ta', parcel: 'p' },
    ...{ at: new Date(at('20T08:00')).toISOString(), recorded: new Date(at(recorded)).toISOString() },
    ...more,
  });
  const late = (...events: ReturnType<typeof event>[]) => {
    const tally = new Tally(ZONE, NOW, () => 'xb');
    for (const one of events) tally.add(one);
    return tally.late().map(({ site, day, doses, person }) => [site, day, doses, person]);
  };
  test.each([
    ['a day after it happened', '21T08:00', 0],
    ['a minute more than a day after', '21T08:01', 1],
  ])('%s', (_name, recorded, count) => {
    expect(late(event(recorded))).toHaveLength(count);
  });
  test('is summed by place, lot and day, moves at where their parcel is now', () => {
    expect(
      late(
        event('22T08:00'),
        event('22T09:00'),
        event('22T09:00', { type: 'parcel.moved', site: undefined }),
      ),
    ).toEqual([
      ['xa', '2026-11-20', 6, 'y.ta'],
      ['xb', '2026-11-20', 3, 'y.ta'],
    ]);
  });
  test('was listed when it was brought in, and not again for ever', () => {
    const tally = new Tally(ZONE, at('29T08:02'), () => null);
    tally.add(event('22T08:00'));
    expect(tally.late()).toEqual([]);
  });
});
