import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareCredentials } from '../../src/fleet/credentials.ts';
import { describeBack } from '../../src/fleet/described-back.ts';
import { planApply } from '../../src/fleet/plan.ts';
import { EMPTY_REGISTRY, type Registry, withChanges } from '../../src/fleet/registry.ts';
import { LONG_AGO } from '../../src/fleet/types.ts';
import { CATALOGUE, productOf } from '../../src/lots/catalogue/catalogue.ts';
import { applied, described, NOW, PROVINCE, planFor, problemsIn } from './province.ts';

const DAY = 86_400_000;
const exported = (registry: Registry): string => [...describeBack(registry)].join('');

/** What a description can say of a registry: the rest is for a backup. */
function sayable(registry: Registry): unknown {
  const sorted = <T>(map: ReadonlyMap<string, T>, show: (thing: T) => unknown) =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, thing]) => [key, show(thing)]);
  const endOf = (unit: string | null | undefined) => registry.units.get(unit ?? '')?.retiredAt ?? null;
  const since = (at: number | undefined, ...ends: (number | null)[]) =>
    ends.some((end) => end !== null && (at ?? 0) >= end) ? LONG_AGO : at;
  return {
    zone: registry.zone,
    book: registry.book,
    guardBand: registry.guardBand,
    sites: sorted(registry.sites, (site) => site),
    units: sorted(registry.units, ({ placements, ...unit }) => {
      const last = placements.at(-1);
      return { ...unit, site: last?.site, since: since(last?.since, unit.retiredAt) };
    }),
    devices: sorted(registry.devices, ({ placements, secretHash: _, ...device }) => {
      const last = placements.at(-1);
      return { ...device, unit: last?.unit, since: since(last?.since, device.retiredAt, endOf(last?.unit)) };
    }),
    products: sorted(registry.products, (product) => product),
    people: sorted(registry.people, ({ passwordHash: _, ...person }) => person),
    lots: sorted(registry.lots, (lot) => lot),
  };
}

/** The export changes nothing where it comes from, and makes the same from nothing. */
async function survives(registry: Registry, now = NOW): Promise<void> {
  const text = exported(registry);
  const again = await planFor(text, registry, now);
  expect(again).toEqual({ ok: true, changes: [], differences: [], printed: [] });
  const description = described(text);
  const people = new Map(description.people.map(({ username }) => [username, { hash: 'x', printed: null }]));
  const secrets = { ...(await prepareCredentials(EMPTY_REGISTRY, { ...description, people: [] })), people };
  const made = planApply(EMPTY_REGISTRY, description, { now, secrets });
  if (!made.ok) throw new Error(made.problems.map(({ line, code }) => `${line} ${code}`).join());
  const copy = withChanges(EMPTY_REGISTRY, made.changes);
  expect(sayable(copy)).toEqual(sayable(registry));
  expect(exported(copy)).toBe(text);
}

describe('the description of a registry', () => {
  test('is one that people would write, from the top of the tree down', async () => {
    expect(
      exported(await applied(PROVINCE))
        .split('\n')
        .slice(4),
    ).toMatchInlineSnapshot(`
      [
        "zone: "Asia/Ho_Chi_Minh"",
        "book: { morning: { from: "07:00", to: "10:00" }, afternoon: { from: "14:00", to: "17:00" }, deviationCelsius: 1 }",
        "sites:",
        "  - { id: tinh, name: Kho tỉnh, level: tỉnh }",
        "  - { id: huyen, name: Trung tâm y tế huyện, level: huyện, parent: tinh }",
        "  - { id: xa, name: Trạm y tế xã, level: xã, parent: huyen }",
        "units:",
        "  - id: hom-1",
        "    kind: transport-box",
        "    name: Hòm 1",
        "    site: tinh",
        "    samplingSeconds: 300",
        "    maxGapSeconds: 900",
        "    maxUnmonitoredSeconds: 3600",
        "    rules:",
        "      - { id: pqs-heat, side: above, limitCelsius: 8, allowedSeconds: 36000, mode: continuous }",
        "      - { id: pqs-freeze, side: below, limitCelsius: -0.5, inclusive: true, allowedSeconds: 3600, mode: continuous }",
        "  - id: tu-1",
        "    kind: refrigerator",
        "    name: Tủ lạnh 1",
        "    site: tinh",
        "    litres: 120",
        "    samplingSeconds: 60",
        "    maxGapSeconds: 900",
        "    maxUnmonitoredSeconds: 14400",
        "    rules:",
        "      - { id: pqs-heat, side: above, limitCelsius: 8, allowedSeconds: 36000, mode: continuous }",
        "      - { id: pqs-freeze, side: below, limitCelsius: -0.5, inclusive: true, allowedSeconds: 3600, mode: continuous }",
        "  - id: tu-2",
        "    kind: refrigerator",
        "    name: Tủ lạnh 2",
        "    site: xa",
        "    samplingSeconds: 300",
        "    maxGapSeconds: 900",
        "    maxUnmonitoredSeconds: 14400",
        "    rules:",
        "      - { id: pqs-heat, side: above, limitCelsius: 8, allowedSeconds: 36000, mode: continuous }",
        "      - { id: pqs-freeze, side: below, limitCelsius: -0.5, inclusive: true, allowedSeconds: 3600, mode: continuous }",
        "devices:",
        "  - { id: do-1, unit: tu-1, profile: giulanh }",
        "  - { id: do-2, unit: tu-2, profile: giulanh }",
        "products:",
        "  - gtin: "08930000000002"",
        "    name: Vắc xin thử",
        "    dosesPerVial: 10",
        "    versions:",
        "      - effective: 2026-11-22T03:00:00.000Z",
        "        source: province description",
        "        maxUnmonitoredSeconds: 14400",
        "        rules:",
        "          - { id: heat, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: cumulative }",
        "          - { id: freeze, side: below, limitCelsius: -0.5, inclusive: true, allowedSeconds: 0, mode: continuous }",
        "people:",
        "  - { username: kho, name: Thủ kho, roles: [depot, escort], site: tinh }",
        "  - { username: quan.tri, name: Quản trị, roles: [administrator] }",
        "lots:",
        "  - { gtin: "08930000000002", lot: FK1234, expiry: 2027-03-31 }",
        "",
      ]
    `);
  });

  test('names no secret, no password and no parcel', async () => {
    const text = exported(await applied(PROVINCE));
    expect(text).not.toMatch(/a-secret|mat-khau|kien-1|argon2|[0-9a-f]{64}/);
  });

  test('changes nothing where it comes from, and makes the same from nothing', async () => {
    await survives(await applied(PROVINCE));
    await survives(EMPTY_REGISTRY);
  });

  test('tells the catalogue’s vaccines with every version of their labels', async () => {
    const products = new Map(
      CATALOGUE.map((entry, i) => {
        const gtin = `0893000000${String(i).padStart(3, '0')}`;
        const digit = [...gtin].reverse().reduce((sum, d, at) => sum + Number(d) * (at % 2 === 0 ? 3 : 1), 0);
        return productOf(entry, `${gtin}${(10 - (digit % 10)) % 10}`);
      }).map((product) => [product.gtin, product]),
    );
    await survives({ ...EMPTY_REGISTRY, products });
  });

  test('tells calibrations with their corrections, hours of the book and another zone', async () => {
    const registry = await applied(
      PROVINCE.replace(
        'zone: Asia/Ho_Chi_Minh',
        'zone: Asia/Kathmandu\nguardBand: true\nbook: { deviationCelsius: 0.5 }',
      ).replace(
        '{ id: do-2, unit: tu-2 }',
        `
    id: do-2
    unit: tu-2
    since: 2026-03-01
    calibrations:
      - { on: 2026-01-05, due: 2027-01-05, by: "Trung tâm: đo lường", certificate: "12/KĐ #3" }
      - { on: 2026-01-05, due: 2028-01-05, correction: nhầm năm, offsetCelsius: 0.3, uncertaintyCelsius: 0 }
      - { probe: door, on: 2026-02-05, due: 2026-12-05 }`,
      ),
    );
    expect(registry.devices.get('do-2')?.calibrations).toHaveLength(3);
    expect(exported(registry)).toContain('since: 2026-03-01\n');
    await survives(registry);
  });

  test('tells a fridge that is at no site as one that is meant to be', async () => {
    const registry = await applied(PROVINCE);
    const unit = registry.units.get('tu-1');
    if (unit === undefined) throw new Error('tu-1');
    const placements = [...unit.placements, { site: null, since: NOW - DAY }];
    const units = new Map([...registry.units, ['tu-1', { ...unit, placements }]]);
    await survives({ ...registry, units });
    expect(problemsIn(PROVINCE.replace('site: tinh, name: Tủ', 'name: Tủ'))).toEqual(['7 UNIT_WITHOUT_SITE']);
  });
});

const hostile = fc.oneof(
  fc.constantFrom(
    'null',
    '~',
    'yes',
    'Off',
    '1e5',
    '0x1F',
    '- a',
    '# no',
    'a: b',
    '{x}',
    '[y',
    '*a',
    '&b',
    '!c',
    '%',
    '@',
    '`',
    "it's",
    '"q"',
    'a\\',
    '\u0627\u0644\u0639',
    'Tru\u031bo\u031b\u0300ng',
    '\u200f\u05d0',
    '\ufeffa',
    'a\u00a0b',
    '👩‍⚕️',
    '<script>alert(1)</script>',
    '|',
    '>',
    '---',
    '...',
    '? x',
    '2026-11-22',
  ),
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
);
/** Names that a description takes, as it keeps them. */
const name = hostile
  .map((text) => text.normalize('NFC').replace(/^ +| +$/g, ''))
  .filter(
    (text) =>
      text !== '' &&
      [...text].length <= 200 &&
      !/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text),
  );

describe('names of every kind', () => {
  test('come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 6 }), async (names) => {
        const [one = 'a', two = one, three = two] = names;
        const registry = await applied(
          JSON.stringify({
            sites: names.map((text, i) => ({
              id: `s${i}`,
              name: text,
              level: two,
              ...(i > 0 ? { parent: `s${i - 1}` } : {}),
            })),
            units: [{ id: 'null', kind: 'freezer', site: 's0', name: one }],
            devices: [
              {
                id: 'true',
                unit: 'null',
                secret: 's',
                calibrations: [{ on: '2026-01-01', due: '2027-01-01', by: two, certificate: three }],
              },
            ],
            products: [
              {
                gtin: '08930000000002',
                name: one,
                source: two,
                labelVersion: three,
                notJudged: [{ vi: two, en: three }],
                rules: [{ id: 'no', side: 'above', limitCelsius: 8.125, allowedSeconds: 0.5 }],
              },
            ],
            people: [],
            lots: [{ gtin: '08930000000002', lot: '0x1F', expiry: '2027-01-01' }],
          }),
        );
        await survives(registry);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a registry that was changed by many files', () => {
  test('is told so that nothing changes and the same is made', async () => {
    const id = fc.constantFrom('a', 'b', 'c', '__proto__');
    const day = fc.constantFrom(
      undefined,
      '2026-01-01',
      '2026-02-01',
      '2026-12-01',
      '2027-01-01T05:00:00.123Z',
    );
    const unit = fc.record({
      id,
      kind: fc.constantFrom('freezer', 'refrigerator', 'transport-box'),
      site: fc.constantFrom('s', 't', null),
      litres: fc.option(fc.constantFrom(1, 120.5)),
      maxGapSeconds: fc.constantFrom(undefined, 900, 1234.567),
      since: day,
      retired: day,
    });
    const calibration = fc.record({
      probe: fc.constantFrom('1', '2'),
      on: fc.constantFrom('2026-01-01', '2026-06-01'),
      due: fc.constantFrom('2027-01-01', '2027-06-01'),
      correction: fc.constantFrom(undefined, 'nhầm'),
      offsetCelsius: fc.constantFrom(undefined, 0, 0.3, -1.125),
      uncertaintyCelsius: fc.constantFrom(undefined, 0.2),
    });
    const device = fc.record({
      id,
      unit: fc.option(id),
      since: day,
      retired: day,
      profile: fc.constantFrom('giulanh', 'tasmota'),
      calibrations: fc.array(calibration, { maxLength: 3 }),
    });
    const version = fc.record({ effective: day, limitCelsius: fc.integer({ min: -20, max: 20 }) });
    const text = fc
      .record({
        units: fc.uniqueArray(unit, { selector: (u) => u.id, maxLength: 1 }),
        devices: fc.uniqueArray(device, { selector: (d) => d.id, maxLength: 1 }),
        versions: fc.array(version, { minLength: 1, maxLength: 2 }),
      })
      .map(({ units, devices, versions }) =>
        JSON.stringify({
          sites: [{ id: 's' }, { id: 't', parent: 's' }],
          units,
          devices,
          products: [
            {
              gtin: '08930000000002',
              versions: versions.map(({ effective, limitCelsius }) => ({
                effective,
                rules: [
                  { id: 'r', side: 'above', limitCelsius, allowedSeconds: 60, inclusive: limitCelsius > 0 },
                ],
              })),
            },
          ],
        }),
      );
    const BEGUN = await applied(
      'sites: [{ id: s }, { id: t, parent: s }]\nunits: [{ id: a, kind: freezer, site: s }, { id: b, kind: transport-box }, { id: c, kind: refrigerator, site: t, since: 2025-12-01 }]',
    );
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (files) => {
        let registry = BEGUN;
        let now = NOW;
        for (const file of files) {
          const plan = await planFor(file, registry, now).catch(() => null);
          if (plan?.ok && plan.changes.length > 0) {
            registry = withChanges(registry, plan.changes);
            told++;
          }
          now += DAY;
        }
        await survives(registry, now);
      }),
      { numRuns: 150 },
    );
    expect(told).toBeGreaterThan(50);
  });
});
