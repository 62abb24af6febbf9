import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../../src/fleet/lines.ts';
import { siteOfUnit, unitOfDevice } from '../../src/fleet/places.ts';
import { planApply } from '../../src/fleet/plan.ts';
import { EMPTY_REGISTRY, withChanges } from '../../src/fleet/registry.ts';
import { secretHash, verifyPassword } from '../../src/fleet/secrets.ts';
import { LONG_AGO } from '../../src/fleet/types.ts';
import { applied, described, NOW, PROVINCE, planFor } from './province.ts';

const DAY = 86_400_000;

/** What an apply does, as `line code` of its refusals or the codes of its lines. */
async function outcome(text: string, current = EMPTY_REGISTRY, now = NOW) {
  const plan = await planFor(text, current, now);
  if (!plan.ok) return { refused: plan.problems.map(({ line, code }) => `${line} ${code}`) };
  return {
    changes: plan.changes.map((change) => `${change.kind} ${change.effects.join('+')}`),
    differences: plan.differences.map(({ code }) => code),
  };
}
const NOTHING = { changes: [], differences: [] };

describe('the first apply', () => {
  it('creates everything, keeps secrets as digests and prints only those it made', async () => {
    const plan = await planFor(PROVINCE);
    if (!plan.ok) throw new Error('refused');
    const registry = withChanges(EMPTY_REGISTRY, plan.changes);
    expect(plan.changes.every((change) => change.effects.join() === 'created')).toBe(true);
    expect(registry.devices.get('do-1')?.secretHash).toBe(secretHash('a-secret-of-one'));
    expect(await verifyPassword(registry.people.get('kho')?.passwordHash ?? null, 'mat-khau-kho')).toBe(true);
    expect(plan.printed.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['device do-2']);
    expect(registry.devices.get('do-2')?.secretHash).toBe(secretHash(plan.printed[0]?.secret ?? ''));
    expect(JSON.stringify(plan.changes)).not.toMatch(/mat-khau|a-secret/);
  });

  it('puts a parcel into its unit from the stated time on', async () => {
    const from = Date.parse('2026-10-31T17:00:00Z');
    expect((await applied(PROVINCE)).parcels.get('kien-1')).toMatchObject({
      doses: 240,
      stays: [{ unit: 'tu-1', from, to: null }],
    });
  });

  it('refuses a parcel that is stored in the future', async () => {
    expect(await outcome(PROVINCE, EMPTY_REGISTRY, NOW - 60 * DAY)).toEqual({
      refused: ['26 TIME_IN_FUTURE'],
    });
  });
});

describe('the number to call at a site', () => {
  const WITH = (phone: string) => PROVINCE.replace('parent: huyen', `parent: huyen, phone: ${phone}`);

  it.each([
    ['0262 385 1234', '+842623851234'],
    ['"0262.385.1234"', '+842623851234'],
    ['+84 905 123 456', '+84905123456'],
    ['115', '115'],
    ['19009095', '19009095'],
  ])('%s is kept as it is dialled', async (written, dialled) => {
    expect((await applied(WITH(written))).sites.get('xa')?.phone).toBe(dialled);
  });

  it('is taken over by a later file and stays where a file leaves it out', async () => {
    const registry = await applied(WITH('115'));
    expect(await outcome(WITH('114'), registry)).toMatchObject({ changes: ['site updated'] });
    expect(await outcome(PROVINCE, registry)).toEqual(NOTHING);
    const renamed = PROVINCE.replace('parent: huyen', 'parent: huyen, level: phường');
    const plan = await planFor(renamed.replace('level: xã, ', ''), registry);
    const changes = plan.ok ? plan.changes : [];
    expect(changes).toMatchObject([{ kind: 'site', site: { phone: '115' } }]);
  });
});

describe('the same file again', () => {
  it('changes nothing and says nothing', async () => {
    expect(await outcome(PROVINCE, await applied(PROVINCE), NOW + DAY)).toEqual(NOTHING);
  });

  it('changes nothing for any small description', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__');
    const day = fc.constantFrom(undefined, '2026-01-01', '2026-02-01', '2027-01-01');
    const unit = fc.record({
      id,
      kind: fc.constantFrom('freezer', 'refrigerator', 'transport-box'),
      since: day,
      retired: day,
    });
    const device = fc.record({ id, unit: fc.option(id), since: day, retired: day });
    const version = fc.record({
      limitCelsius: fc.integer({ min: -20, max: 20 }),
      allowedSeconds: fc.nat(9999),
    });
    const text = fc
      .record({
        units: fc.uniqueArray(unit, { selector: (u) => u.id, maxLength: 4 }),
        devices: fc.uniqueArray(device, { selector: (d) => d.id, maxLength: 4 }),
        rules: fc.array(version, { maxLength: 2 }),
      })
      .map(({ units, devices, rules }) =>
        JSON.stringify({
          sites: [{ id: 's' }],
          units: units.map((u) => ({ ...u, site: 's' })),
          devices,
          products: [
            { gtin: '08930000000002', rules: rules.map((r, i) => ({ ...r, id: `r${i}`, side: 'above' })) },
          ],
        }),
      );
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(text, text, async (first, second) => {
        let registry = EMPTY_REGISTRY;
        let now = NOW;
        for (const file of [first, second]) {
          const plan = await planFor(file, registry, now).catch(() => null);
          if (!plan?.ok) continue;
          const before = JSON.stringify([...registry.devices]);
          const after = withChanges(registry, plan.changes);
          expect(JSON.stringify([...registry.devices])).toBe(before);
          for (const [key, device] of registry.devices) {
            const grown = after.devices.get(key)?.placements ?? [];
            expect(grown.slice(0, device.placements.length)).toEqual(device.placements);
          }
          registry = after;
          now += DAY;
          const again = await planFor(file, registry, now);
          expect(again.ok && again.changes).toEqual([]);
          judged++;
        }
      }),
      { numRuns: 150 },
    );
    expect(judged).toBeGreaterThan(20);
  });

  it('leaves alone what a file does not name', async () => {
    expect(
      await outcome('sites:\n  - { id: tinh, name: Kho tỉnh, level: tỉnh }', await applied(PROVINCE)),
    ).toEqual(NOTHING);
  });
});

describe('a changed file', () => {
  it('moves a device from the stated time on, and its past stays where it was', async () => {
    const moved = PROVINCE.replace('unit: tu-1, secret', 'unit: tu-2, since: 2026-11-20, secret');
    const before = await applied(PROVINCE);
    expect(await outcome(moved, before)).toEqual({ changes: ['device moved'], differences: [] });
    const after = await applied(moved, before);
    const since = Date.parse('2026-11-19T17:00:00Z');
    expect(after.devices.get('do-1')?.placements).toEqual([
      { unit: 'tu-1', since: LONG_AGO },
      { unit: 'tu-2', since },
    ]);
    expect(unitOfDevice(after.devices.get('do-1'), since - 1)).toBe('tu-1');
    expect(unitOfDevice(after.devices.get('do-1'), since)).toBe('tu-2');
    expect(await outcome(moved, after)).toEqual(NOTHING);
  });

  it('moves a device from now on when no time is stated', async () => {
    const after = await applied(
      PROVINCE.replace('unit: tu-1, secret', 'unit: tu-2, secret'),
      await applied(PROVINCE),
    );
    expect(after.devices.get('do-1')?.placements.at(-1)).toEqual({ unit: 'tu-2', since: NOW });
  });

  it('is refused, with the line, where it would rewrite where a device was', async () => {
    const file = (unit: string, since: string) =>
      PROVINCE.replace('unit: tu-1, secret', `unit: ${unit}, since: ${since}, secret`);
    const current = await applied(file('tu-2', '2026-11-20'), await applied(PROVINCE));
    expect(await outcome(file('tu-1', '2026-11-19'), current)).toEqual({
      refused: ['11 PLACEMENT_CONFLICT'],
    });
    expect(await outcome(file('tu-1', '2026-11-20'), current)).toEqual({
      refused: ['11 PLACEMENT_CONFLICT'],
    });
    expect(await outcome(file('tu-2', '2026-11-19'), current)).toEqual({
      refused: ['11 PLACEMENT_CONFLICT'],
    });
    expect(await outcome(file('tu-1', '2026-11-21'), current)).toMatchObject({ changes: ['device moved'] });
  });

  it('moves a fridge to another site and keeps where it stood', async () => {
    const after = await applied(PROVINCE.replace('site: xa,', 'site: huyen,'), await applied(PROVINCE));
    expect(siteOfUnit(after.units.get('tu-2'), NOW - 1)).toBe('xa');
    expect(siteOfUnit(after.units.get('tu-2'), NOW)).toBe('huyen');
  });

  it('does not call a box back that has travelled since the file was written', async () => {
    const registry = await applied(PROVINCE);
    const box = registry.units.get('hom-1');
    if (!box) throw new Error('no box');
    const travelled = { ...box, placements: [...box.placements, { site: 'xa', since: NOW }] };
    const current = withChanges(registry, [{ kind: 'unit', unit: travelled, effects: ['moved'] }]);
    expect(await outcome(PROVINCE, current, NOW + DAY)).toEqual({
      changes: [],
      differences: ['BOX_ELSEWHERE'],
    });
  });

  it('retires a device on its day; its earlier time in the unit stays', async () => {
    const file = PROVINCE.replace('unit: tu-2 }', 'unit: tu-2, retired: 2026-11-10 }');
    const after = await applied(file, await applied(PROVINCE));
    const end = Date.parse('2026-11-09T17:00:00Z');
    expect(unitOfDevice(after.devices.get('do-2'), end - 1)).toBe('tu-2');
    expect(unitOfDevice(after.devices.get('do-2'), end)).toBeNull();
    expect(await outcome(file, after)).toEqual(NOTHING);
    expect(await outcome(PROVINCE, after)).toEqual({ changes: [], differences: ['RETIRED_LEFT'] });
    expect(await outcome(file.replace('unit: tu-2,', 'unit: tu-1,'), after)).toEqual({
      refused: ['12 ALREADY_RETIRED'],
    });
  });

  it('does not retire a unit that still holds parcels, and does once they are gone', async () => {
    const file = (unit: string) =>
      `units:\n  - { id: ${unit}, kind: refrigerator, site: tinh, name: T, retired: 2026-11-10 }`;
    const current = await applied(PROVINCE);
    expect(await outcome(file('tu-1'), current)).toEqual({ refused: ['2 UNIT_NOT_EMPTY'] });
    const parcel = current.parcels.get('kien-1');
    if (!parcel) throw new Error('no parcel');
    const away = { ...parcel, stays: parcel.stays.map((stay) => ({ ...stay, to: NOW - DAY })) };
    const emptied = withChanges(current, [{ kind: 'parcel', parcel: away, effects: ['updated'] }]);
    const after = await applied(file('tu-1'), emptied);
    expect(after.units.get('tu-1')).toMatchObject({ retiredAt: Date.parse('2026-11-09T17:00:00Z') });
    expect(after.units.get('tu-1')?.placements).toEqual(current.units.get('tu-1')?.placements);
  });

  it('makes changed product rules a new version and never edits one', async () => {
    const first = await applied(PROVINCE);
    const file = PROVINCE.replace('allowedSeconds: 3600', 'allowedSeconds: 1800');
    expect(await outcome(file, first, NOW + DAY)).toEqual({ changes: ['product reruled'], differences: [] });
    const second = await applied(file, first, NOW + DAY);
    const versions = second.products.get('08930000000002')?.versions;
    expect(versions?.map(({ version, effective }) => [version, effective])).toEqual([
      [1, NOW],
      [2, NOW + DAY],
    ]);
    expect(versions?.[0]).toEqual(first.products.get('08930000000002')?.versions[0]);
    expect(await outcome(file, second, NOW + 2 * DAY)).toEqual(NOTHING);
  });

  it('follows the catalogue: all of a label at first, later only what is newer or was put right', async () => {
    const version = (effective: number, allowed: number) => ({
      ...{ version: 1, effective, source: 'label', labelVersion: '1', maxUnmonitored: 1, notJudged: [] },
      rules: [
        {
          id: 'heat',
          side: 'above' as const,
          limit: 8000,
          inclusive: false,
          allowed,
          mode: 'cumulative' as const,
        },
      ],
    });
    const text = 'products:\n  - { gtin: "08930000000002", catalogue: hepb }';
    const none = {
      devices: new Map(),
      people: new Map(),
      devicesDiffering: new Set<string>(),
      peopleDiffering: new Set<string>(),
    };
    const follow = (known: typeof EMPTY_REGISTRY, now: number, ...versions: ReturnType<typeof version>[]) => {
      const description = described(text, { known, catalogue: () => ({ name: 'HepB', versions }) });
      const plan = planApply(known, description, { now, secrets: none });
      if (!plan.ok) throw new Error('refused');
      return withChanges(known, plan.changes);
    };
    const effects = (registry: typeof EMPTY_REGISTRY) =>
      registry.products
        .get('08930000000002')
        ?.versions.map((each) => [each.version, each.effective, each.rules[0]?.allowed]);

    const first = follow(EMPTY_REGISTRY, NOW, version(0, 5), version(100, 6));
    expect(effects(first)).toEqual([
      [1, 0, 5],
      [2, 100, 6],
    ]);
    expect(effects(follow(first, NOW + 1, version(0, 5), version(100, 6)))).toEqual(effects(first));
    const newer = follow(first, NOW + 1, version(0, 5), version(100, 6), version(200, 7));
    expect(effects(newer)).toEqual([
      [1, 0, 5],
      [2, 100, 6],
      [3, 200, 7],
    ]);
    const righted = follow(first, NOW + 1, version(0, 5), version(100, 4));
    expect(effects(righted)).toEqual([
      [1, 0, 5],
      [2, 100, 6],
      [3, NOW + 1, 4],
    ]);
    expect(effects(follow(righted, NOW + 2, version(0, 5), version(100, 4)))).toEqual(effects(righted));
    const own = await applied(PROVINCE);
    expect(effects(follow(own, NOW + 1, version(0, 5)))?.at(-1)).toEqual([2, NOW + 1, 5]);
  });

  it('takes new rules from their stated time, but not before the present ones and not under their time', async () => {
    const first = await applied(PROVINCE);
    const file = (seconds: number, effective: string) =>
      PROVINCE.replace('allowedSeconds: 3600', `allowedSeconds: ${seconds}`).replace(
        'dosesPerVial: 10',
        `dosesPerVial: 10\n    effective: ${effective}`,
      );
    const second = await applied(file(60, '2026-12-01'), first);
    expect(second.products.get('08930000000002')?.versions.at(-1)).toMatchObject({
      version: 2,
      effective: Date.parse('2026-11-30T17:00:00Z'),
    });
    expect(await outcome(file(60, '2026-12-01'), second)).toEqual(NOTHING);
    expect(await outcome(file(61, '2026-12-01'), second)).toEqual({ refused: ['14 VERSION_EDITED'] });
    expect(await outcome(file(61, '2026-11-30'), second)).toEqual({ refused: ['14 VERSION_PAST'] });
  });

  it('leaves secrets, passwords and parcels as they are, and says so in both languages', async () => {
    const current = await applied(PROVINCE);
    const file = PROVINCE.replace('a-secret-of-one', 'another')
      .replace('mat-khau-kho', 'mat-khau-khac')
      .replace('doses: 240', 'doses: 250');
    const plan = await planFor(file, current);
    if (!plan.ok) throw new Error('refused');
    expect(plan.changes).toEqual([]);
    expect(plan.printed).toEqual([]);
    expect(plan.differences.map(({ code }) => code)).toEqual(['SECRET_LEFT', 'PASSWORD_LEFT', 'PARCEL_LEFT']);
    const [line] = plan.differences;
    expect(line && say(line, 'vi')).toBe(
      'thiết bị "do-1": khoá bí mật khác với tệp; giữ nguyên | device "do-1": its secret differs from the file; left as it is',
    );
    expect(plan.differences.map((each) => say(each, 'en')).join()).not.toMatch(/another|mat-khau-khac/);
  });

  it('changes names, roles, expiry and the zone', async () => {
    const file = PROVINCE.replace('Kho tỉnh', 'Kho CDC')
      .replace('[depot, escort]', '[depot]')
      .replace('2027-03-31', '2027-02-28')
      .replace('zone: Asia/Ho_Chi_Minh', 'zone: Asia/Bangkok');
    expect((await outcome(file, await applied(PROVINCE))).changes).toEqual([
      'zone updated',
      'site updated',
      'person updated',
      'lot updated',
    ]);
  });
});

it('credentials prepared for another registry are a broken promise, not a device without a secret', () => {
  const none = {
    devices: new Map(),
    people: new Map(),
    devicesDiffering: new Set<string>(),
    peopleDiffering: new Set<string>(),
  };
  expect(() => planApply(EMPTY_REGISTRY, described(PROVINCE), { now: NOW, secrets: none })).toThrow(
    /credentials/,
  );
});
