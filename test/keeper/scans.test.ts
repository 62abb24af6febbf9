import { describe, expect, test } from 'vitest';
import { scanSchema } from '../../src/http/gate-schemas.ts';
import type { ScanSaid, ScanTaken, ScanView } from '../../src/keeper/gate-views.ts';
import type { Actor } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { AN, AUDITOR, DEPOT, GTIN, House, iso, NURSE } from './house.ts';

const scan = (change: Partial<ScanSaid> = {}): ScanSaid => ({
  id: '0195a0a0-0000-7000-8000-000000000001',
  site: 'xa',
  barcode: `]d201${GTIN}10FK1234`,
  gtin: GTIN,
  lot: 'FK1234',
  verdict: 'allowed',
  codes: [],
  source: 'list',
  list: { sequence: 12, issuedAt: iso(0) },
  how: 'camera',
  offline: true,
  at: iso(3),
  by: 'y.ta',
  device: '0195a0a0-0000-7000-8000-00000000000d',
  ...change,
});
const numbered = (n: number, change: Partial<ScanSaid> = {}) =>
  scan({ id: `0195a0a0-0000-7000-8000-${String(n).padStart(12, '0')}`, ...change });

const deliver = async (house: House, scans: unknown[], who: Actor = NURSE) =>
  (await house.does<{ items: ScanTaken[] }>(who, { type: 'scans.record', scans })).items;
const logged = (house: House, more: { site?: string; limit?: number; cursor?: string } = {}) =>
  house.ask<Paged<ScanView>>({ type: 'scans', ...more });

describe('the log of scans', () => {
  test('keeps what a table noted, with who brought it and when, also through a restart', async () => {
    const house = await House.open({ now: 30 });
    expect(await deliver(house, [scan()], DEPOT)).toEqual([{ id: scan().id, state: 'kept', code: null }]);
    const kept = [{ ...scan(), deliveredBy: 'kho', receivedAt: iso(30) }];
    expect((await logged(house)).items).toEqual(kept);
    expect(kept.map((one) => scanSchema.parse(one))).toEqual(kept);
    await house.restart();
    expect((await logged(house)).items).toEqual(kept);
  });

  test('takes a scan once, however often it is sent, within one batch and over many', async () => {
    const house = await House.open({});
    const states = async (scans: unknown[]) => (await deliver(house, scans)).map(({ state }) => state);
    expect(await states([scan(), scan(), numbered(2)])).toEqual(['kept', 'duplicate', 'kept']);
    expect(await states([numbered(2), numbered(3)])).toEqual(['duplicate', 'kept']);
    expect((await logged(house)).items).toHaveLength(3);
  });

  test('an id that stands for another scan already is refused, and the first one stays', async () => {
    const house = await House.open({});
    await deliver(house, [scan()]);
    expect(await deliver(house, [scan({ verdict: 'blocked' })])).toMatchObject([
      { state: 'refused', code: 'SCAN_ID_REUSED' },
    ]);
    expect((await logged(house)).items).toMatchObject([{ verdict: 'allowed' }]);
  });

  test.each([
    ['no scan at all', null, null],
    ['without an id', { ...scan(), id: undefined }, null],
    ['with a verdict that is none', { ...scan(), verdict: 'maybe' }, scan().id],
    ['with a key too many', { ...scan(), note: 'x' }, scan().id],
    ['with a code longer than any', { ...scan(), barcode: 'x'.repeat(1001) }, scan().id],
    ['with half a sign in it', { ...scan(), barcode: 'a\ud800' }, scan().id],
    ['at a time that is none', { ...scan(), at: 'today' }, scan().id],
  ])('one %s takes no other with it', async (_what, bad, id) => {
    const house = await House.open({});
    expect(await deliver(house, [numbered(2), bad, numbered(3)])).toEqual([
      { id: numbered(2).id, state: 'kept', code: null },
      { id, state: 'refused', code: 'SCAN_MALFORMED' },
      { id: numbered(3).id, state: 'kept', code: null },
    ]);
    expect((await logged(house)).items).toHaveLength(2);
  });

  test('of a site that is not one’s own is not taken from them', async () => {
    const house = await House.open({});
    const nurse = { ...NURSE, site: 'xa' };
    expect(await deliver(house, [scan({ site: 'tinh' }), numbered(2)], nurse)).toMatchObject([
      { state: 'refused', code: 'FORBIDDEN_PLACE' },
      { state: 'kept' },
    ]);
  });

  test('is read by officials and auditors of the place, the newest first, a page at a time', async () => {
    const house = await House.open({});
    await deliver(
      house,
      [1, 2, 3, 4, 5].map((n) => numbered(n, { site: n === 3 ? 'tinh' : 'xa' })),
    );
    const ids = ({ items }: Paged<ScanView>) => items.map(({ id }) => Number(id.slice(-2)));
    const first = await logged(house, { site: 'xa', limit: 3 });
    expect(ids(first)).toEqual([5, 4, 2]);
    // What comes meanwhile moves no page.
    await deliver(house, [numbered(6)]);
    const second = await logged(house, { site: 'xa', limit: 3, cursor: first.next ?? '' });
    expect(ids(second)).toEqual([1]);
    expect(second.next).toBeNull();
    expect(ids(await logged(house))).toEqual([6, 5, 4, 3, 2, 1]);

    const ask = (who: Actor, site?: string) => house.keeper.ask(who, { type: 'scans', site });
    expect(await ask(NURSE)).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_ROLE' } });
    expect(await ask({ ...AN, site: 'xa' }, 'tinh')).toMatchObject({ refusal: { code: 'FORBIDDEN_PLACE' } });
    expect(await ask({ ...AN, site: 'xa' })).toMatchObject({ value: { items: { length: 5 } } });
    expect(await ask(AUDITOR, 'tinh')).toMatchObject({ value: { items: { length: 1 } } });
  });

  test('is narrowed by verdict, lot, person and whether the table was offline, and goes on where it stopped', async () => {
    const house = await House.open({});
    await deliver(house, [
      numbered(1),
      numbered(2, { verdict: 'blocked', offline: false }),
      numbered(3, { verdict: 'blocked', lot: 'AB9', by: 'kho' }),
      numbered(4),
    ]);
    const found = async (more: Record<string, unknown>) =>
      (await house.ask<Paged<ScanView>>({ type: 'scans', ...more })).items.map(({ id }) =>
        Number(id.slice(-2)),
      );
    expect(await found({ verdict: 'blocked' })).toEqual([3, 2]);
    expect(await found({ offline: false })).toEqual([2]);
    expect(await found({ lot: 'ab' })).toEqual([3]);
    expect(await found({ by: 'KHO' })).toEqual([3]);
    expect(await found({ verdict: 'allowed', limit: 1 })).toEqual([4]);
    const first = await house.ask<Paged<ScanView>>({ type: 'scans', verdict: 'allowed', limit: 1 });
    expect(await found({ verdict: 'allowed', limit: 1, cursor: first.next })).toEqual([1]);
  });
});
