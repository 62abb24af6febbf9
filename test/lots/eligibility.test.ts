import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  judgeEligibility,
  LEASE_MAX,
  type ParcelStanding,
  type SiteStock,
} from '../../src/lots/eligibility.ts';
import { readVial } from '../../src/lots/scan.ts';
import type { Hold, HoldKind, Product } from '../../src/lots/types.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T03:00:00Z');
const context = { asOf: NOW, zone: 'Asia/Ho_Chi_Minh', degraded: false };
const GTIN = '08930000000002';
const scan = readVial(`(01)${GTIN}(17)271231(10)FK1234`, 2026);
const product: Product = { gtin: GTIN, name: 'AstraZeneca', dosesPerVial: 10, versions: [] };
const lot = { gtin: GTIN, lot: 'FK1234', expiry: '2027-12-31' };
const parcel: ParcelStanding = {
  id: 'p1',
  openHolds: [],
  unknownSince: null,
  standsUntil: NOW + 15 * 60_000,
  maxUnmonitored: 4 * HOUR,
  risks: [],
};
const stock: SiteStock = { product, lot, recalled: false, parcels: [parcel] };
const hold = (kind: HoldKind): Hold => ({
  id: `h-${kind}`,
  parcel: 'p1',
  gtin: GTIN,
  lot: 'FK1234',
  kind,
  excursion: null,
  reason: '',
  placedAt: NOW,
  placedBy: null,
  supported: true,
  state: 'open',
  endedAt: null,
  afterRelease: null,
  inheritedFrom: null,
});
const risk = (breachAt: number) => ({ rule: 'heat', version: 1, since: NOW - HOUR, breachAt });
const versionFrom = (effective: number) => ({
  version: effective,
  effective,
  rules: [],
  maxUnmonitored: 4 * HOUR,
  source: 'label',
  labelVersion: '1',
  notJudged: [],
});
const withParcel = (change: Partial<ParcelStanding>): SiteStock => ({
  ...stock,
  parcels: [{ ...parcel, ...change }],
});

test('a known lot that is watched and well at this site may be given, until its lease ends', () => {
  expect(judgeEligibility(scan, stock, context)).toEqual({
    verdict: 'allowed',
    codes: [],
    gtin: GTIN,
    lot: 'FK1234',
    validUntil: NOW + 4 * HOUR + 15 * 60_000,
    parcels: ['p1'],
  });
});

describe('each reason has its code', () => {
  test.each<[string, Partial<SiteStock>, string, string[]]>([
    ['a product nobody registered', { product: null }, 'unknown', ['PRODUCT_UNKNOWN']],
    ['a lot nobody registered', { lot: null, parcels: [] }, 'unknown', ['LOT_UNKNOWN']],
    [
      'neither registered',
      { product: null, lot: null, parcels: [] },
      'unknown',
      ['PRODUCT_UNKNOWN', 'LOT_UNKNOWN'],
    ],
    ['a lot that is elsewhere', { parcels: [] }, 'unknown', ['LOT_NOT_AT_SITE']],
    ['a recalled lot', { recalled: true }, 'blocked', ['LOT_RECALLED']],
    [
      'a recalled lot that is elsewhere',
      { recalled: true, parcels: [] },
      'blocked',
      ['LOT_RECALLED', 'LOT_NOT_AT_SITE'],
    ],
    [
      'a recalled lot nobody registered',
      { recalled: true, lot: null, parcels: [] },
      'blocked',
      ['LOT_RECALLED', 'LOT_UNKNOWN'],
    ],
    [
      'a lot registered with another expiry date',
      { lot: { ...lot, expiry: '2027-11-30' } },
      'unknown',
      ['EXPIRY_MISMATCH'],
    ],
    [
      'a lot registered as over while the vial says otherwise',
      { lot: { ...lot, expiry: '2026-10-31' } },
      'blocked',
      ['LOT_EXPIRED', 'EXPIRY_MISMATCH'],
    ],
  ])('%s', (_, change, verdict, codes) => {
    expect(judgeEligibility(scan, { ...stock, ...change }, context)).toMatchObject({
      verdict,
      codes,
      validUntil: null,
    });
  });

  test.each<[HoldKind, string, string]>([
    ['excursion', 'blocked', 'PARCEL_ON_HOLD'],
    ['manual', 'blocked', 'PARCEL_ON_HOLD'],
    ['recall', 'blocked', 'LOT_RECALLED'],
    ['custody', 'blocked', 'CUSTODY_BROKEN'],
    ['unmonitored', 'unknown', 'UNMONITORED'],
  ])('an open hold of kind %s is %s', (kind, verdict, code) => {
    const answer = judgeEligibility(scan, withParcel({ openHolds: [hold(kind)] }), context);
    expect(answer).toMatchObject({ verdict, codes: [code], validUntil: null });
  });

  test('a barcode that cannot be read is not permission, and names no lot', () => {
    expect(judgeEligibility(readVial('rubbish', 2026), stock, context)).toEqual({
      verdict: 'unknown',
      codes: ['BARCODE_UNREADABLE'],
      gtin: null,
      lot: null,
      validUntil: null,
      parcels: [],
    });
  });
  test('a service that cannot vouch for what it knows says so, and still shows a block', () => {
    expect(judgeEligibility(scan, stock, { ...context, degraded: true }).codes).toEqual(['SERVICE_DEGRADED']);
    expect(
      judgeEligibility(scan, { ...stock, recalled: true }, { ...context, degraded: true }),
    ).toMatchObject({
      verdict: 'blocked',
      codes: ['LOT_RECALLED', 'SERVICE_DEGRADED'],
    });
  });
  test('a vial that says itself it is over is expired, also where the lot is unknown', () => {
    const old = readVial(`(01)${GTIN}(17)261031(10)FK1234`, 2026);
    expect(judgeEligibility(old, { ...stock, lot: null, parcels: [] }, context)).toMatchObject({
      verdict: 'blocked',
      codes: ['LOT_EXPIRED', 'LOT_UNKNOWN'],
    });
  });
  test('all that apply are listed once, in a fixed order, and the worst parcel decides', () => {
    const parcels = [
      parcel,
      { ...parcel, id: 'p2', openHolds: [hold('unmonitored'), hold('excursion'), hold('manual')] },
      { ...parcel, id: 'p3', standsUntil: null },
    ];
    expect(judgeEligibility(scan, { ...stock, parcels }, context)).toMatchObject({
      verdict: 'blocked',
      codes: ['PARCEL_ON_HOLD', 'UNMONITORED', 'MONITORING_STALE'],
      parcels: ['p1', 'p2', 'p3'],
    });
  });
  test('the registered spelling of a typed lot is what is answered', () => {
    expect(judgeEligibility(readVial(`${GTIN}/fk 1234`, 2026), stock, context)).toMatchObject({
      verdict: 'allowed',
      lot: 'FK1234',
    });
  });
});

test('an answer about another vial than the one scanned is never given', () => {
  const other = { ...lot, lot: 'FK1235' };
  expect(() => judgeEligibility(scan, { ...stock, lot: other }, context)).toThrow(/FK1235/);
  const wrong = { ...product, gtin: '00000002345673' };
  expect(() => judgeEligibility(scan, { ...stock, product: wrong, lot: null }, context)).toThrow();
});

describe('an expiry date ends at midnight of the province', () => {
  const today = readVial(`(01)${GTIN}(17)261122(10)FK1234`, 2026);
  const onLastDay: SiteStock = { ...stock, lot: { ...lot, expiry: '2026-11-22' } };
  const midnight = Date.parse('2026-11-22T17:00:00Z');
  const near = (asOf: number) => ({ ...onLastDay, parcels: [{ ...parcel, standsUntil: asOf + HOUR }] });
  test.each([
    ['a millisecond before it', midnight - 1, 'allowed', []],
    ['at it', midnight, 'blocked', ['LOT_EXPIRED']],
    ['a millisecond after it', midnight + 1, 'blocked', ['LOT_EXPIRED']],
  ])('%s', (_, asOf, verdict, codes) => {
    expect(judgeEligibility(today, near(asOf), { ...context, asOf })).toMatchObject({ verdict, codes });
  });
});

describe('unknown time that still lasts', () => {
  test.each([
    ['shorter than allowed', { standsUntil: null, unknownSince: NOW - 4 * HOUR + 1 }, []],
    ['exactly as long as allowed', { standsUntil: null, unknownSince: NOW - 4 * HOUR }, []],
    ['longer than allowed', { standsUntil: null, unknownSince: NOW - 4 * HOUR - 1 }, ['MONITORING_STALE']],
    [
      'since a value that stopped standing long ago',
      { standsUntil: NOW - 4 * HOUR - 1 },
      ['MONITORING_STALE'],
    ],
    ['in a unit that nothing watches', { standsUntil: null }, ['MONITORING_STALE']],
    [
      'in a box, where one hour is allowed',
      { standsUntil: NOW - 2 * HOUR, maxUnmonitored: HOUR },
      ['MONITORING_STALE'],
    ],
  ])('%s', (_, change, codes) => {
    expect(judgeEligibility(scan, withParcel(change), context).codes).toEqual(codes);
  });
  test('a breach that is due and not yet judged is not permission', () => {
    expect(judgeEligibility(scan, withParcel({ risks: [risk(NOW)] }), context).codes).toEqual([
      'MONITORING_STALE',
    ]);
  });
});

describe('a permission lasts until the earliest of', () => {
  test.each<[string, SiteStock, number]>([
    [
      'the tail being unmonitored',
      withParcel({ standsUntil: null, unknownSince: NOW - HOUR }),
      NOW + 3 * HOUR,
    ],
    [
      'a rule being broken if the values last',
      withParcel({ risks: [risk(NOW + 2 * HOUR), risk(NOW + 20)] }),
      NOW + 20,
    ],
    [
      'a new label coming into force',
      { ...stock, product: { ...product, versions: [versionFrom(NOW - HOUR), versionFrom(NOW + HOUR)] } },
      NOW + HOUR,
    ],
    ['12 hours', withParcel({ standsUntil: NOW + 48 * HOUR }), NOW + LEASE_MAX],
    [
      'the worst parcel',
      { ...stock, parcels: [parcel, { ...parcel, maxUnmonitored: HOUR, standsUntil: NOW }] },
      NOW + HOUR,
    ],
  ])('%s', (_, site, until) => {
    expect(judgeEligibility(scan, site, context)).toMatchObject({ verdict: 'allowed', validUntil: until });
  });
  test('the expiry date', () => {
    const typed = readVial(`${GTIN}/FK1234`, 2026);
    const site = { ...withParcel({ standsUntil: NOW + 48 * HOUR }), lot: { ...lot, expiry: '2026-11-21' } };
    const asOf = Date.parse('2026-11-21T16:00:00Z');
    expect(judgeEligibility(typed, site, { ...context, asOf }).validUntil).toBe(asOf + HOUR);
  });
});

test('one more reason to doubt never makes the answer kinder, nor a permission longer', () => {
  const rank = { allowed: 0, unknown: 1, blocked: 2 };
  const kinds: HoldKind[] = ['excursion', 'unmonitored', 'recall', 'custody', 'manual'];
  const minutes = fc.integer({ min: -600, max: 600 }).map((m) => NOW + m * 60_000);
  const standing: fc.Arbitrary<ParcelStanding> = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    openHolds: fc.array(fc.constantFrom(...kinds).map(hold), { maxLength: 2 }),
    unknownSince: fc.option(minutes),
    standsUntil: fc.option(minutes),
    maxUnmonitored: fc.constantFrom(HOUR, 4 * HOUR),
    risks: fc.array(minutes.map(risk), { maxLength: 2 }),
  });
  const site: fc.Arbitrary<SiteStock> = fc.record({
    product: fc.constantFrom(product, product, null),
    lot: fc.constantFrom(lot, lot, { ...lot, expiry: '2026-11-22' }, null),
    recalled: fc.boolean(),
    parcels: fc.array(standing, { maxLength: 3 }),
  });
  const worse: fc.Arbitrary<(s: SiteStock) => SiteStock> = fc.oneof(
    fc.constantFrom(...kinds).map((kind) => (s: SiteStock) => ({
      ...s,
      parcels: s.parcels.map((p, i) => (i === 0 ? { ...p, openHolds: [...p.openHolds, hold(kind)] } : p)),
    })),
    minutes.map((at) => (s: SiteStock) => ({
      ...s,
      parcels: s.parcels.map((p) => ({ ...p, risks: [...p.risks, risk(at)] })),
    })),
    standing.map((p) => (s: SiteStock) => (s.parcels.length > 0 ? { ...s, parcels: [...s.parcels, p] } : s)),
    fc.constant((s: SiteStock) => ({ ...s, recalled: true })),
    fc.constant((s: SiteStock) => ({ ...s, product: null })),
    fc.constant((s: SiteStock) => ({ ...s, parcels: [] })),
    fc.constant((s: SiteStock) => ({
      ...s,
      parcels: s.parcels.map((p) => ({ ...p, standsUntil: null, unknownSince: null })),
    })),
  );
  const scans = fc.constantFrom(scan, readVial(`${GTIN}/FK1234`, 2026), readVial('?', 2026));
  fc.assert(
    fc.property(scans, site, worse, fc.boolean(), (vial, before, change, degraded) => {
      const kind = judgeEligibility(vial, before, context);
      const strict = judgeEligibility(vial, change(before), { ...context, degraded });
      if (change(before).parcels.length > 0 || before.parcels.length === 0) {
        expect(rank[strict.verdict]).toBeGreaterThanOrEqual(rank[kind.verdict]);
      } else expect(strict.verdict).not.toBe('allowed');
      if (kind.validUntil !== null && strict.validUntil !== null) {
        expect(strict.validUntil).toBeLessThanOrEqual(kind.validUntil);
      }
      expect(strict.verdict === 'allowed').toBe(strict.codes.length === 0);
      expect(strict.verdict === 'allowed').toBe(strict.validUntil !== null);
    }),
    { numRuns: 400 },
  );
});
