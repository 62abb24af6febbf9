import { describe, expect, test } from 'vitest';
import { secretHash } from '../../src/fleet/secrets.ts';
import { Keeper } from '../../src/keeper/keeper.ts';
import type { Mirror } from '../../src/keeper/mirror.ts';
import { type Actor, SYSTEM } from '../../src/keeper/protocol.ts';
import type {
  CatalogueEntryView,
  DeviceCountsView,
  DeviceListView,
  DeviceRejectedView,
  DeviceSecretView,
  DeviceView,
  ProductItemView,
  ProductView,
} from '../../src/keeper/registry-views.ts';
import type { UnitInsideView } from '../../src/keeper/unit-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { DEPOT, GTIN, House, iso, PROVINCE } from './house.ts';

const HOUR = 60;
const IN_XA: Actor = { username: 'xa', name: 'Xã', roles: ['administrator'], site: 'xa' };
const listed = async (house: House, query: object = {}) =>
  (await house.ask<DeviceListView>({ type: 'devices', ...query })).items.map(
    ({ id, state }) => `${id} ${state}`,
  );
const device = (house: House, id: string) => house.ask<DeviceView>({ type: 'device', id });

describe('devices', () => {
  test('are told as they are: good, late, silent, never heard, in no unit, retired', async () => {
    const house = await House.open({
      descriptions: [
        PROVINCE,
        'units: [{ id: hom-1, kind: transport-box, site: tinh, name: Hòm 1, maxGapSeconds: 3600 }]',
        'devices: [{ id: do-4 }, { id: do-5, unit: tu-2, retired: 2026-11-22T00:30:00Z }, { id: do-6, unit: tu-2 }]',
      ],
    });
    await house.send('do-1', [[0, 5]]);
    await house.live('do-2', 0, 20, 4);
    await house.send('do-3', [[10, 4]]);
    await house.wait(31);
    expect(await listed(house)).toEqual([
      'do-1 silent',
      'do-2 good',
      'do-3 late',
      'do-4 unplaced',
      'do-5 retired',
      'do-6 never',
    ]);
    expect(await listed(house, { state: 'never' })).toEqual(['do-6 never']);
    expect(await house.ask<DeviceCountsView>({ type: 'devices.counts' })).toEqual({
      states: { good: 1, late: 1, silent: 1, never: 1, unplaced: 1, frozen: 0, revoked: 0, retired: 1 },
      calibrations: { overdue: 0, soon: 0, none: 5 },
      profiles: ['ds18b20', 'giulanh'],
    });
  });

  test('are found by words of their unit and place without diacritics, a page at a time', async () => {
    const house = await House.open();
    expect(await listed(house, { text: 'KHO tinh' })).toEqual(['do-1 never', 'do-3 never']);
    expect(await listed(house, { text: 'tu 2' })).toEqual(['do-2 never']);
    expect(await listed(house, { profile: 'ds18b20' })).toEqual(['do-2 never']);
    const first = await house.ask<DeviceListView>({ type: 'devices', limit: 2 });
    expect([first.items.map(({ id }) => id), first.next, first.total]).toEqual([['do-1', 'do-2'], 'do-2', 3]);
    const rest = await house.ask<DeviceListView>({ type: 'devices', limit: 2, cursor: 'do-2' });
    expect([rest.items.map(({ id }) => id), rest.next, rest.total]).toEqual([['do-3'], null, 3]);
  });

  test('are shown to whoever looks after their place, and to nobody else', async () => {
    const house = await House.open();
    const seen = await house.tell(IN_XA, { type: 'device.secret', device: 'do-1' });
    expect(seen).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_PLACE' } });
    expect(await house.keeper.ask(IN_XA, { type: 'devices' })).toMatchObject({
      value: { items: [{ id: 'do-2' }], total: 1 },
    });
    expect(await house.keeper.ask(IN_XA, { type: 'device', id: 'do-1' })).toMatchObject({ ok: false });
    expect(await house.keeper.ask(DEPOT, { type: 'devices' })).toMatchObject({
      refusal: { code: 'FORBIDDEN_ROLE' },
    });
  });

  test('tell their last measurements, packed ones too, and how far the clock is off', async () => {
    const house = await House.open({ packAt: 1 });
    await house.live('do-1', 0, 10, 4);
    await house.send('do-1', [[11, 4.5]], { probe: 'cua' });
    while (await house.keeper.pack());
    const one = await device(house, 'do-1');
    expect(one.messages.map(({ at, probe, celsius }) => [at, probe, celsius])).toEqual([
      [iso(11), 'cua', 4.5],
      [iso(10), '1', 4],
      [iso(5), '1', 4],
      [iso(0), '1', 4],
    ]);
    expect(one).toMatchObject({ heardAt: iso(11), clock: { seconds: -60, of: 4 } });
    await house.restart();
    expect((await device(house, 'do-1')).messages).toEqual(one.messages);
    expect(await device(house, 'do-2')).toMatchObject({ messages: [], clock: null, heardAt: null });
  });

  test('tell what of them was not taken, the newest first, in words', async () => {
    const house = await House.open();
    house.now = 10;
    await house.send('do-1', [[0, 300]]);
    await house.send('do-1', [[60, 4]]);
    const read = (more: object) =>
      house.ask<Paged<DeviceRejectedView>>({ type: 'device.rejected', id: 'do-1', ...more });
    const first = await read({ limit: 1 });
    expect(first.items).toMatchObject([
      { reason: 'AT_IN_FUTURE', at: iso(60), vi: expect.stringContaining('đồng hồ') },
    ]);
    const rest = await read({ limit: 1, cursor: first.next ?? '' });
    expect(rest.items).toMatchObject([{ reason: 'CELSIUS_IMPLAUSIBLE' }]);
  });

  test('keep where they were, the newest first', async () => {
    const house = await House.open();
    await house.apply('devices: [{ id: do-1, unit: tu-2, since: 2026-11-22T00:00:00Z }]');
    expect((await device(house, 'do-1')).placements).toEqual([
      { unit: 'tu-2', unitName: 'Tủ 2', siteName: 'Trạm y tế xã', since: iso(0) },
      { unit: 'tu-1', unitName: 'Tủ 1', siteName: 'Kho tỉnh', since: null },
    ]);
  });
});

describe('a new secret', () => {
  test('is told once, kept as its digest, written to the ledger without it, and mirrored at once', async () => {
    const house = await House.open();
    const mirrors: Mirror[] = [];
    await house.keeper.close();
    const { openSqlite } = await import('../../src/store/sqlite.ts');
    house.keeper = await Keeper.start({
      store: openSqlite(house.directory),
      clock: () => Date.UTC(2026, 10, 22),
      onMirror: (mirror) => mirrors.push(mirror),
    });
    const stamp = (await device(house, 'do-1')).stamp;
    const { secret } = await house.does<DeviceSecretView>(SYSTEM, { type: 'device.secret', device: 'do-1' });
    const hash = mirrors.at(-1)?.devices.find(({ id }) => id === 'do-1')?.secretHash;
    expect(mirrors).toHaveLength(2);
    expect(hash).toBe(secretHash(secret));
    const last = (await house.ledger()).at(-1);
    expect(last?.event).toMatchObject({ type: 'device.rekeyed', by: 'system', device: 'do-1' });
    expect(JSON.stringify(await house.ledger())).not.toContain(secret);
    expect((await device(house, 'do-1')).stamp).toBe(stamp);
  });

  test('is refused for a device that is unknown or retired', async () => {
    const house = await House.open();
    await house.apply('devices: [{ id: do-1, unit: tu-1, retired: 2026-11-22T00:00:00Z }]');
    for (const [id, code] of [
      ['do-1', 'DEVICE_RETIRED'],
      ['nix', 'DEVICE_UNKNOWN'],
    ])
      expect(await house.tell(SYSTEM, { type: 'device.secret', device: id ?? '' })).toMatchObject({
        refusal: { code },
      });
  });
});

describe('calibrations', () => {
  const WITH = (line: string) => `devices: [{ id: do-1, unit: tu-1, calibrations: [${line}] }]`;

  test('are shown with the device, the unit and the counts, by the province’s calendar', async () => {
    const house = await House.open();
    // 2026-11-22T00:00Z is 07:00 in the province; the last good day is the 22nd.
    await house.apply(WITH('{ on: 2025-11-22, due: 2026-11-22, by: Viện đo lường, certificate: KĐ-1 }'));
    expect((await device(house, 'do-1')).calibrations).toMatchObject([
      { probe: '1', stands: true, state: 'soon' },
    ]);
    expect(await listed(house, { calibration: 'soon' })).toEqual(['do-1 never']);
    await house.wait(17 * HOUR);
    expect((await device(house, 'do-1')).calibration).toEqual({ due: '2026-11-22', state: 'overdue' });
    const inside = await house.ask<UnitInsideView>({ type: 'unit.inside', id: 'tu-1' });
    expect(inside.devices).toMatchObject([
      { id: 'do-1', calibrations: [{ due: '2026-11-22', state: 'overdue' }] },
    ]);
    await house.apply(WITH('{ on: 2026-11-22, due: 2027-11-21 }'));
    expect((await device(house, 'do-1')).calibrations.map(({ on, stands }) => [on, stands])).toEqual([
      ['2026-11-22', true],
      ['2025-11-22', false],
    ]);
    expect(await listed(house, { calibration: 'overdue' })).toEqual([]);
  });

  test('are never rewritten: another line of a day says why it corrects, and the ledger has both', async () => {
    const house = await House.open({ descriptions: [PROVINCE, WITH('{ on: 2026-01-05, due: 2036-01-05 }')] });
    const refused = await house.tell(SYSTEM, {
      type: 'province.apply',
      description: WITH('{ on: 2026-01-05, due: 2027-01-05 }'),
      file: null,
    });
    expect(refused).toMatchObject({
      refusal: { details: { problems: [{ code: 'CALIBRATION_EDITED', line: 1 }] } },
    });
    await house.apply(WITH('{ on: 2026-01-05, due: 2027-01-05, correction: nhầm năm }'));
    const { calibrations } = await device(house, 'do-1');
    expect(calibrations.map(({ due, stands }) => [due, stands])).toEqual([
      ['2027-01-05', true],
      ['2036-01-05', false],
    ]);
    const events = (await house.ledger()).filter(({ event }) => event.type === 'device.calibrated');
    expect(events.map(({ event }) => [event.due, event.correction])).toEqual([
      ['2036-01-05', ''],
      ['2027-01-05', 'nhầm năm'],
    ]);
  });

  test('of a day to come, or due before they were done, are refused', async () => {
    const house = await House.open();
    for (const [line, code] of [
      ['{ on: 2026-11-23, due: 2027-11-23 }', 'TIME_IN_FUTURE'],
      ['{ on: 2026-11-22, due: 2026-11-22 }', 'CALIBRATION_DUE'],
      ['{ on: 2026-02-30, due: 2026-11-22 }', 'BAD_DAY'],
    ]) {
      const command = { type: 'province.apply', description: WITH(line ?? ''), file: null } as const;
      expect(await house.tell(SYSTEM, command)).toMatchObject({
        refusal: { details: { problems: [{ code }] } },
      });
    }
  });
});

describe('vaccines', () => {
  test('are told with the rules in force, what is coming, and how much of them is left', async () => {
    const house = await House.open();
    await house.apply(
      `products: [{ gtin: "${GTIN}", name: Vắc xin thử, dosesPerVial: 10, versions: [{ effective: 2027-01-01, source: Nhãn 2027, rules: [{ id: heat, side: above, limitCelsius: 10, allowedSeconds: 0 }], notJudged: [{ vi: lắc, en: shake }] }] }]`,
    );
    const one = await house.ask<ProductView>({ type: 'product', gtin: GTIN });
    expect(one).toMatchObject({ parcels: 1, doses: 240, sites: 1, held: 0, catalogue: null });
    expect(one.versions.map(({ version, state, source }) => [version, state, source])).toEqual([
      [2, 'coming', 'Nhãn 2027'],
      [1, 'now', 'province description'],
    ]);
    const { items } = await house.ask<Paged<ProductItemView>>({ type: 'products', text: 'vac XIN' });
    expect(items).toMatchObject([
      { gtin: GTIN, version: 1, versions: 2, parcels: 1, rules: [{ id: 'heat' }, { id: 'freeze' }] },
    ]);
    expect(await house.ask<Paged<ProductItemView>>({ type: 'products', text: 'khác' })).toMatchObject({
      items: [],
    });
    expect(await house.keeper.ask(SYSTEM, { type: 'product', gtin: '08930000000019' })).toMatchObject({
      refusal: { code: 'PRODUCT_UNKNOWN' },
    });
  });

  test('that come from the catalogue say so, and whether it has a newer label', async () => {
    const house = await House.open();
    await house.apply('products: [{ gtin: "08930000000019", catalogue: comirnaty-concentrate-30 }]');
    const { items } = await house.ask<{ items: CatalogueEntryView[] }>({ type: 'catalogue' });
    const entry = items.find(({ key }) => key === 'comirnaty-concentrate-30');
    const one = await house.ask<ProductView>({ type: 'product', gtin: '08930000000019' });
    expect(one.catalogue).toEqual({ key: 'comirnaty-concentrate-30', name: entry?.name, newer: false });
    expect(one.versions.every(({ fromCatalogue }) => fromCatalogue)).toBe(true);
    expect(one.versions).toHaveLength(entry?.versions.length ?? 0);
  });
});

describe('the description of the province', () => {
  test('is for whoever looks after the whole of it, and applies to itself without a change', async () => {
    const house = await House.open();
    const { description } = await house.ask<{ description: string }>({ type: 'province.describe' });
    const again = { type: 'province.apply', description, file: null, dryRun: true } as const;
    expect(await house.does(SYSTEM, again)).toMatchObject({ changes: [], differences: [] });
    expect(await house.keeper.ask(IN_XA, { type: 'province.describe' })).toMatchObject({
      refusal: { code: 'FORBIDDEN_PLACE' },
    });
    expect(await house.keeper.ask(DEPOT, { type: 'province.describe' })).toMatchObject({
      refusal: { code: 'FORBIDDEN_ROLE' },
    });
  });
});
