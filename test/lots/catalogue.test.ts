import { describe, expect, test } from 'vitest';
import { CATALOGUE, catalogueEntry, productOf } from '../../src/lots/catalogue/catalogue.ts';
import type { CatalogueEntry, CatalogueRule } from '../../src/lots/catalogue/types.ts';
import { isDay } from '../../src/lots/expiry.ts';

const rulesOf = (entry: CatalogueEntry): readonly CatalogueRule[] =>
  entry.versions.flatMap(({ rules }) => rules);
const rule = (key: string, id: string): CatalogueRule | undefined =>
  catalogueEntry(key)?.versions[0]?.rules.find((candidate) => candidate.id === id);

test('no two vaccines have one key', () => {
  const keys = CATALOGUE.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => !/^[a-z0-9-]+$/.test(key))).toEqual([]);
});

describe.each(CATALOGUE.map((entry) => [entry.key, entry] as const))('%s', (_, entry) => {
  test('says what it is, in text that is stored and searched in one form', () => {
    const texts = entry.versions.flatMap(({ notJudged }) => notJudged.map(({ vi }) => vi));
    for (const text of [entry.name, ...texts]) expect(text).toBe(text.normalize('NFC'));
    expect(entry.name.trim().length).toBeGreaterThan(2);
    expect(entry.dosesPerVial).toSatisfy(
      (doses: number) => Number.isInteger(doses) && doses >= 1 && doses <= 20,
    );
  });
  test('has versions in order, each with its label, its source and at least one limit', () => {
    expect(entry.versions.length).toBeGreaterThan(0);
    const days = entry.versions.map(({ effective }) => effective);
    expect(days.filter((day) => !isDay(day))).toEqual([]);
    expect(days).toEqual([...new Set(days)].sort());
    for (const version of entry.versions) {
      expect(version.labelVersion).not.toBe('');
      expect(version.source.length).toBeGreaterThan(10);
      expect(version.rules.length).toBeGreaterThan(0);
      expect(version.maxUnmonitoredSeconds).toBeGreaterThan(0);
      expect(version.maxUnmonitoredSeconds).toBeLessThanOrEqual(4 * 3600);
    }
  });
  test('has limits with a source, an id of their own, and cold below warm', () => {
    for (const { rules } of entry.versions) {
      const ids = rules.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const one of rules) {
        expect(one.id).toMatch(/^[a-z-]+$/);
        expect(one.source.length).toBeGreaterThan(10);
        expect(one.limitCelsius).toBeGreaterThanOrEqual(-120);
        expect(one.limitCelsius).toBeLessThanOrEqual(80);
        expect(Number.isInteger(one.allowedSeconds) && one.allowedSeconds >= 0).toBe(true);
      }
      const warm = rules.filter(({ side }) => side === 'above').map(({ limitCelsius }) => limitCelsius);
      const cold = rules.filter(({ side }) => side === 'below').map(({ limitCelsius }) => limitCelsius);
      expect(Math.max(...cold)).toBeLessThan(Math.min(...warm));
    }
  });
  test('allows less time the further past a limit, except where the label is longer than the proposal', () => {
    for (const basis of ['label', 'proposal'] as const) {
      const warm = rulesOf(entry).filter((one) => one.side === 'above' && one.basis === basis);
      const byLimit = warm.toSorted((a, b) => a.limitCelsius - b.limitCelsius);
      const allowed = byLimit.map(({ allowedSeconds }) => allowedSeconds);
      expect(allowed).toEqual(allowed.toSorted((a, b) => b - a));
    }
  });
  test('names in both languages what a person must check', () => {
    for (const { notJudged } of entry.versions) {
      expect(notJudged.length).toBeGreaterThan(0);
      for (const { vi, en } of notJudged) {
        expect(vi).toMatch(/[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹấầậẩẫắằặẳẵếềệểễốồộổỗớờợởỡứừựửữ].*\.$/);
        expect(en).toMatch(/^[A-Z].*\.$/);
        expect(vi).not.toMatch(/vacxin|vaccine/i);
      }
    }
  });
});

describe('the numbers of the labels', () => {
  const DAY = 86_400;
  test.each([
    [
      'comirnaty-concentrate-30',
      'thawed',
      { side: 'above', limitCelsius: -15, allowedSeconds: 31 * DAY, mode: 'cumulative' },
    ],
    ['comirnaty-concentrate-30', 'hot', { side: 'above', limitCelsius: 30, allowedSeconds: 0 }],
    ['comirnaty-single-dose', 'thawed', { limitCelsius: -60, allowedSeconds: 70 * DAY, mode: 'cumulative' }],
    ['spikevax', 'thawed', { limitCelsius: -15, allowedSeconds: 30 * DAY, mode: 'cumulative' }],
    ['spikevax', 'warm', { limitCelsius: 8, allowedSeconds: 43_200, mode: 'cumulative' }],
    ['spikevax', 'too-cold', { side: 'below', limitCelsius: -50, allowedSeconds: 0 }],
    ['sputnik-v-frozen', 'thawed', { limitCelsius: -18, basis: 'proposal' }],
    [
      'astrazeneca',
      'heat',
      { limitCelsius: 8, inclusive: false, allowedSeconds: 3600, mode: 'cumulative', basis: 'proposal' },
    ],
    ['hepatitis-b', 'freeze', { side: 'below', limitCelsius: -0.5, inclusive: true, allowedSeconds: 3600 }],
  ])('%s: %s', (key, id, wanted) => {
    expect(rule(key, id)).toMatchObject(wanted);
  });

  test('only vaccines that freezing harms stop at −0.5 °C', () => {
    const sensitive = CATALOGUE.filter((entry) => rulesOf(entry).some(({ id }) => id === 'freeze'));
    expect(sensitive.map(({ key }) => key)).toEqual([
      'astrazeneca',
      'vero-cell-bibp',
      'sputnik-v-liquid',
      'abdala',
      'hepatitis-b',
      'dpt-hepb-hib',
      'tetanus',
      'td',
      'ipv',
    ]);
  });
});

test('an entry under a GTIN is a product in the units of the engine', () => {
  const entry = catalogueEntry('hepatitis-b');
  const product = entry && productOf(entry, '08930000000002');
  expect(product).toMatchObject({ gtin: '08930000000002', name: 'Viêm gan B', dosesPerVial: 1 });
  expect(product?.versions[0]).toMatchObject({ version: 1, effective: 0, maxUnmonitored: 14_400_000 });
  expect(product?.versions[0]?.rules.find(({ id }) => id === 'freeze')).toEqual({
    id: 'freeze',
    side: 'below',
    limit: -500,
    inclusive: true,
    allowed: 3_600_000,
    mode: 'continuous',
  });
  expect(catalogueEntry('no-such-vaccine')).toBeNull();
});
