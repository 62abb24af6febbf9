import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder, Roster } from '../../src/alerts/duty.ts';
import { DEFAULT_LADDER } from '../../src/alerts/ladders.ts';
import { describeBack } from '../../src/fleet/described-back.ts';
import { detailsOf } from '../../src/fleet/details.ts';
import type { Registry } from '../../src/fleet/registry.ts';
import { applied, PROVINCE, planFor, problemsIn } from './province.ts';

const WITH_DUTY = `${PROVINCE}rosters:
  - id: truc-xa
    name: Trực trạm
    site: xa
    shifts:
      - { person: kho, from: 2026-11-23, to: 2026-11-24 }
      - { person: kho, standIn: quan.tri, from: "2026-11-24T18:00:00+07:00", to: 2026-11-25, note: Tết }
ladders:
  - levels: [{ afterMinutes: 0, targets: [{ kind: role, role: official }] }]
  - site: xa
    levels:
      - { afterMinutes: 0, targets: [{ kind: duty, roster: truc-xa }], channels: [sms] }
      - { afterMinutes: 20, targets: [{ kind: person, username: kho }, { kind: role, role: official, up: null }], channels: [mail, sms] }
    stillMinutes: 10
    quiet: { from: "21:30", to: "05:00" }
people:
  - { username: an, roles: [official], site: xa, password: mat-khau-cua-an, phone: 0912 345 678, mail: an@x.vn, language: en }
  - { username: kho, name: Thủ kho, roles: [depot, escort], site: tinh, password: mat-khau-kho }
  - { username: quan.tri, name: Quản trị, roles: [administrator], password: mat-khau-dai }
`.replace(/people:\n(?=.*quan\.tri)[\s\S]*?(?=lots:)/, '');
const exported = (registry: Registry): string => [...describeBack(registry)].join('');
const at = (text: string): number => Date.parse(text);

describe('who is told, in a description', () => {
  test('becomes rosters, ladders and contacts', async () => {
    const { rosters, ladders, contacts } = await applied(WITH_DUTY);
    const shift = { id: expect.any(String), person: 'kho', standIn: null, note: '' };
    expect(rosters.get('truc-xa')).toEqual({
      ...{ id: 'truc-xa', name: 'Trực trạm', site: 'xa' },
      shifts: [
        { ...shift, from: at('2026-11-22T17:00:00Z'), to: at('2026-11-23T17:00:00Z') },
        {
          ...{ ...shift, standIn: 'quan.tri', note: 'Tết' },
          ...{ from: at('2026-11-24T11:00:00Z'), to: at('2026-11-24T17:00:00Z') },
        },
      ],
    });
    expect(ladders.get('province')).toEqual({
      ...{ id: 'province', site: null, stillMinutes: 15, forgottenMinutes: 60, quiet: null },
      levels: [
        {
          afterMinutes: 0,
          targets: [{ kind: 'role', role: 'official', up: 0 }],
          channels: ['push', 'sms', 'zalo', 'mail'],
        },
      ],
    });
    expect(ladders.get('xa')).toMatchObject({ stillMinutes: 10, quiet: { from: '21:30', to: '05:00' } });
    expect([...contacts.values()]).toEqual([
      {
        ...{ id: 'an', phone: '+84912345678', mail: 'an@x.vn', zalo: null, telegram: null, language: 'en' },
      },
    ]);
  });

  test('changes nothing the second time, nor written back, and makes the same from nothing', async () => {
    const registry = await applied(WITH_DUTY);
    for (const text of [WITH_DUTY, exported(registry)])
      expect(await planFor(text, registry)).toMatchObject({ ok: true, changes: [] });
    const copy = await applied(exported(registry));
    expect([copy.rosters, copy.ladders, copy.contacts]).toEqual([
      registry.rosters,
      registry.ladders,
      registry.contacts,
    ]);
  });

  test('leaves what it does not name: other shifts, other ways to reach somebody', async () => {
    const registry = await applied(WITH_DUTY);
    const next = await applied(
      `rosters:
  - { id: truc-xa, name: Trực trạm, site: xa, shifts: [{ person: kho, standIn: an, from: 2026-11-23, to: 2026-11-24 }, { person: an, from: 2026-11-26, to: 2026-11-27 }] }
people:
  - { username: an, roles: [official], site: xa, mail: null, zalo: an_zalo }
`,
      registry,
    );
    const former = registry.rosters.get('truc-xa')?.shifts ?? [];
    const shifts = next.rosters.get('truc-xa')?.shifts ?? [];
    expect(shifts.map(({ person, standIn }) => [person, standIn])).toEqual([
      ['kho', 'an'],
      ['kho', 'quan.tri'],
      ['an', null],
    ]);
    expect(shifts[0]?.id).toBe(former[0]?.id);
    expect(next.contacts.get('an')).toMatchObject({ phone: '+84912345678', mail: null, zalo: 'an_zalo' });
    expect(next.ladders).toEqual(registry.ladders);
  });

  test('is told value by value before it is done', async () => {
    const registry = await applied(PROVINCE);
    const plan = await planFor(WITH_DUTY, registry);
    if (!plan.ok) throw new Error('refused');
    const told = detailsOf(registry, plan.changes).map(({ kind, name, fields }) => [
      kind,
      name,
      fields.map(({ field, to }) => [field, to?.vi]),
    ]);
    expect(told.filter(([kind]) => kind !== 'person')).toEqual([
      [
        'contact',
        'an',
        [
          ['phone', '+84912345678'],
          ['mail', 'an@x.vn'],
          ['language', 'English'],
        ],
      ],
      [
        'roster',
        'Trực trạm',
        [
          ['name', 'Trực trạm'],
          ['place', 'Trạm y tế xã'],
          ['shifts', expect.stringMatching(/^2 ca; .* kho; .* quan\.tri \(kho\)$/)],
        ],
      ],
      ['ladder', 'Toàn tỉnh', expect.arrayContaining([['quiet', 'Không có']])],
      ['ladder', 'Trạm y tế xã', expect.arrayContaining([['quiet', '21:30–05:00']])],
    ]);
  });
});

const line = (more: string): string => PROVINCE.replace(/parcels:[\s\S]*/, '') + more;
const shifted = (one: string): string => line(`rosters:\n  - { id: r, site: xa, shifts: [${one}] }\n`);
const laddered = (one: string): string => line(`ladders:\n  - ${one}\n`);
const LEVEL = '{ afterMinutes: 0, targets: [{ kind: role, role: depot }] }';
test.each([
  ['a roster of a place that is not there', line('rosters:\n  - { id: r, site: x }\n'), 'UNKNOWN_SITE'],
  ['two rosters of one id', line('rosters:\n  - { id: r }\n  - { id: r }\n'), 'DUPLICATE_ID'],
  ['somebody who is not there', shifted('{ person: x, from: 2026-11-23, to: 2026-11-24 }'), 'UNKNOWN_PERSON'],
  [
    'a stand-in who is not there',
    shifted('{ person: kho, standIn: x, from: 2026-11-23, to: 2026-11-24 }'),
    'UNKNOWN_PERSON',
  ],
  [
    'a shift that ends as it begins',
    shifted('{ person: kho, from: 2026-11-23, to: 2026-11-23 }'),
    'BAD_SHIFT',
  ],
  ['a shift of 32 days', shifted('{ person: kho, from: 2026-11-01, to: 2026-12-03 }'), 'BAD_SHIFT'],
  [
    'oneself as a stand-in',
    shifted('{ person: kho, standIn: kho, from: 2026-11-23, to: 2026-11-24 }'),
    'BAD_SHIFT',
  ],
  [
    'a shift without an offset',
    shifted('{ person: kho, from: "2026-11-23T07:00:00", to: 2026-11-24 }'),
    'BAD_DATE',
  ],
  [
    'a note that turns the writing',
    shifted('{ person: kho, from: 2026-11-23, to: 2026-11-24, note: "a\\u202e" }'),
    'BAD_TEXT',
  ],
  [
    'one shift twice',
    shifted(
      '{ person: kho, from: 2026-11-23, to: 2026-11-24 }, { person: kho, from: 2026-11-23, to: 2026-11-25 }',
    ),
    'DUPLICATE_ID',
  ],
  ['a ladder of a place that is not there', laddered(`{ site: x, levels: [${LEVEL}] }`), 'UNKNOWN_SITE'],
  [
    'two ladders of one place',
    laddered(`{ levels: [${LEVEL}] }\n  - { levels: [${LEVEL}] }`),
    'DUPLICATE_ID',
  ],
  ['a ladder without levels', laddered('{ levels: [] }'), 'BAD_LADDER'],
  [
    'a ladder that begins late',
    laddered('{ levels: [{ afterMinutes: 5, targets: [{ kind: role, role: depot }] }] }'),
    'BAD_LADDER',
  ],
  [
    'a roster that is not there',
    laddered('{ levels: [{ afterMinutes: 0, targets: [{ kind: duty, roster: x }] }] }'),
    'BAD_LADDER',
  ],
  [
    'quiet hours of no clock',
    laddered(`{ levels: [${LEVEL}], quiet: { from: "6", to: "22:00" } }`),
    'BAD_LADDER',
  ],
  [
    'a channel that is none',
    laddered('{ levels: [{ afterMinutes: 0, targets: [], channels: [fax] }] }'),
    'BAD_VALUE',
  ],
  ['a word too many', laddered(`{ levels: [${LEVEL}], loud: true }`), 'UNKNOWN_KEY'],
])('a description with %s is refused there', (_, text, code) => {
  expect(problemsIn(text).map((problem) => problem.split(' ')[1])).toEqual([code]);
});

test.each([
  ['phone', '113x', 'BAD_PHONE'],
  ['mail', 'an@x', 'BAD_CONTACT'],
  ['zalo', 'a b', 'BAD_CONTACT'],
  ['telegram', '@', 'BAD_CONTACT'],
  ['language', 'fr', 'BAD_VALUE'],
])('a person’s %s %j is refused at its line', (key, value, code) => {
  const text = PROVINCE.replace('password: mat-khau-kho', `password: mat-khau-kho, ${key}: "${value}"`);
  expect(problemsIn(text)).toEqual([`22 ${code}`]);
});

test('whatever stands in the registry is told so that nothing changes, and the same is made of it', async () => {
  const registry = await applied(PROVINCE);
  const name = fc.constantFrom('Trực', 'null', 'a: b', '- x', '#', "it's", '"q"', '2026-11-22');
  const note = fc.oneof(fc.constant(''), name);
  const shift = fc.record({
    ...{ id: fc.uuid(), person: fc.constantFrom('kho', 'quan.tri'), note },
    from: fc.integer({ min: 0, max: 4e12 }),
    long: fc.integer({ min: 1, max: 31 * 86_400_000 }),
  });
  const roster: fc.Arbitrary<Roster> = fc
    .record({
      ...{ id: fc.constantFrom('r', '0', 'null'), name, site: fc.constantFrom('xa', 'tinh', null) },
      shifts: fc.uniqueArray(shift, { selector: ({ person, from }) => `${person} ${from}`, maxLength: 4 }),
    })
    .map(({ shifts, ...facts }) => ({
      ...facts,
      shifts: shifts
        .map(({ long, ...one }) => ({ ...one, standIn: null, to: one.from + long }))
        .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1)),
    }));
  const target = fc.oneof(
    fc.constantFrom({ kind: 'person', username: 'kho' } as const),
    fc.record({
      ...{ kind: fc.constant('role' as const), role: fc.constantFrom('depot', 'official') },
      up: fc.constantFrom(0, 3, null),
    }),
  );
  const ladder: fc.Arbitrary<Ladder> = fc.record({
    ...{ id: fc.constant('xa'), site: fc.constant('xa') },
    levels: fc.tuple(
      fc.record({
        ...{ afterMinutes: fc.constant(0), targets: fc.array(target, { minLength: 1, maxLength: 3 }) },
        channels: fc.shuffledSubarray([...(DEFAULT_LADDER.levels[0]?.channels ?? [])], { minLength: 1 }),
      }),
    ),
    stillMinutes: fc.integer({ min: 5, max: 1440 }),
    forgottenMinutes: fc.integer({ min: 5, max: 1440 }),
    quiet: fc.constantFrom(null, { from: '22:00', to: '06:00' }),
  }) as fc.Arbitrary<Ladder>;
  await fc.assert(
    fc.asyncProperty(roster, ladder, async (one, two) => {
      const full: Registry = {
        ...registry,
        rosters: new Map([[one.id, one]]),
        ladders: new Map([[two.id, two]]),
      };
      const text = exported(full);
      expect(await planFor(text, full)).toEqual({ ok: true, changes: [], differences: [], printed: [] });
      expect(exported({ ...full, rosters: new Map(), ladders: new Map() })).not.toBe(text);
    }),
    { numRuns: 60 },
  );
});
