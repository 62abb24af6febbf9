import { describe, expect, test } from 'vitest';
import {
  type Concerned,
  isLateDiscovery,
  lateDiscovery,
  lateInUnitKey,
  learnedLate,
  learnedSince,
  tellLate,
  unitLearnedLate,
} from '../../src/alerts/late.ts';
import type { ExcursionRecord } from '../../src/lots/types.ts';
import { counting, excursion, HOUR, silence, TEN } from '../lots/parcel-fixture.ts';

describe('what happened', () => {
  test.each([
    [HOUR, false],
    [HOUR + 1, true],
  ])(
    'is discovered late when learned longer after the breach than a reading stands: %i ms: %s',
    (delay, late) => {
      const found = excursion({ discoveredAt: TEN + 2 * HOUR + delay });
      expect(isLateDiscovery(found, HOUR)).toBe(late);
      expect(isLateDiscovery({ ...found, inheritedFrom: 'E0' }, HOUR)).toBe(false);
    },
  );

  test('a late discovery tells the doses already given', () => {
    const found = {
      excursion: excursion(),
      origin: 'box-1',
      site: 'depot',
      parcels: 2,
      dosesGiven: 12,
      dosesGivenAfterBreach: 9,
    };
    expect(lateDiscovery(found)).toMatchObject({
      key: 'late-discovery:unit:box-1:warm',
      severity: 'critical',
      happenedAt: TEN + 2 * HOUR,
      data: { parcels: 2, dosesGiven: 12, dosesGivenAfterBreach: 9 },
    });
    expect(lateDiscovery({ ...found, origin: null }).key).toBe('late-discovery:parcel:P1:warm');
  });
});

/** Past the limit from one hour after ten until three hours after, in breach after two; learned of at `discoveredAt`. */
const ofUnit = (changes: Partial<ExcursionRecord> = {}): ExcursionRecord =>
  excursion({ subject: { kind: 'unit', id: 'box-1' }, discoveredAt: TEN + 9 * HOUR, ...changes });

describe('an excursion of a unit', () => {
  test.each<[string, ExcursionRecord, ExcursionRecord[], boolean]>([
    ['that was over before it was known is learned late', ofUnit(), [], true],
    ['that ends at the very moment is, too', ofUnit({ discoveredAt: TEN + 3 * HOUR }), [], true],
    ['that lasts is told as lasting', ofUnit({ end: null }), [], false],
    ['that was known is told once', ofUnit(), [ofUnit({ end: null })], false],
    ['that the evidence does not show any more is none', ofUnit({ present: false }), [], false],
    ['that a split copied is none', ofUnit({ inheritedFrom: 'E0' }), [], false],
    [
      'of time without readings is no discovery',
      ofUnit({ rule: 'unmonitored', ruleSnapshot: null }),
      [],
      false,
    ],
    [
      'cut off one that was known is no news',
      ofUnit(),
      [ofUnit({ id: 'E0', start: TEN, end: TEN + HOUR + 1 })],
      false,
    ],
    [
      'of a new version of its rule is no news where the old one was broken',
      ofUnit({ version: 2 }),
      [ofUnit({ id: 'E0', end: null })],
      false,
    ],
    ['after another is news', ofUnit(), [ofUnit({ id: 'E0', start: TEN, end: TEN + HOUR })], true],
    ['beside one of another rule is news', ofUnit(), [ofUnit({ id: 'E0', rule: 'cold' })], true],
    ['where one was refuted is news', ofUnit(), [ofUnit({ id: 'E0', present: false })], true],
  ])('%s', (_name, one, before, isNews) => {
    const others = before.filter(({ id }) => id !== one.id);
    expect(learnedLate(before, [...others, one])).toEqual(isNews ? [one] : []);
  });

  test('is of the alert that was open when it was learned of, and not of the one before', () => {
    const later = ofUnit({ id: 'E2', breachedAt: TEN + 150 * 60_000 });
    const all = [
      later,
      ofUnit(),
      ofUnit({ id: 'E3', discoveredAt: TEN + 9 * HOUR - 1 }),
      ofUnit({ id: 'E4', rule: 'cold' }),
      ofUnit({ id: 'E5', end: TEN + 9 * HOUR + 1 }),
      silence({ discoveredAt: TEN + 9 * HOUR }),
    ];
    expect(learnedSince(all, 'warm', TEN + 9 * HOUR)).toEqual([ofUnit(), later]);
  });
});

describe('the alert of a unit whose excursion was learned late', () => {
  const box = { unit: 'box-1', site: 'depot' };
  const NOTHING: Concerned = { parcels: 0, lots: 0, doses: 0, dosesGiven: 0, dosesGivenAfterBreach: 0 };
  const ctx = (now: number) => ({ now, ids: counting('A') });
  const told = (learned: readonly ExcursionRecord[], concerned = NOTHING) =>
    unitLearnedLate(box, learned, concerned);

  test('says when the first broke the rule, the furthest value of all, and how many there were', () => {
    const worse = ofUnit({ id: 'E2', peak: 19_500 });
    expect(told([ofUnit(), worse])).toMatchObject({
      key: 'late-discovery:unit:box-1:own:warm',
      kind: 'late-discovery',
      unit: 'box-1',
      site: 'depot',
      happenedAt: TEN + 2 * HOUR,
      count: 2,
      data: { rule: 'warm', excursion: 'E1', peakCelsius: 19.5, parcels: 0 },
    });
  });

  test('is not that of vaccine which was in it, whatever the rules are called', () => {
    const ofVaccine = lateDiscovery({
      excursion: excursion({ rule: 'own' }),
      ...{ origin: 'box-1', site: 'depot', parcels: 1, dosesGiven: 0, dosesGivenAfterBreach: 0 },
    });
    for (const rule of ['own', 'warm', 'own:own'])
      expect(lateInUnitKey('box-1', rule)).not.toBe(ofVaccine.key);
  });

  test.each<[string, Partial<Concerned>, string]>([
    ['empty', {}, 'warning'],
    ['a parcel without a dose left, of which none was given', { parcels: 1 }, 'warning'],
    ['one dose', { parcels: 1, doses: 1 }, 'critical'],
    ['one dose that is in a child by now', { parcels: 1, dosesGiven: 1 }, 'critical'],
  ])('%s: %o is %s', (_name, concerned, severity) => {
    expect(told([ofUnit()], { ...NOTHING, ...concerned }).severity).toBe(severity);
  });

  test('the same evidence changes nothing; more of it changes the alert that is there', () => {
    const first = tellLate(undefined, told([ofUnit()]), ctx(TEN + 9 * HOUR));
    expect(tellLate(first, told([ofUnit()]), ctx(TEN + 10 * HOUR))).toBe(first);
    const earlier = ofUnit({ start: TEN, breachedAt: TEN + HOUR, peak: 15_000 });
    const grave = { ...NOTHING, parcels: 1, doses: 10 };
    const more = tellLate(first, told([earlier], grave), ctx(TEN + 10 * HOUR));
    expect(more).toMatchObject({
      id: first.id,
      raisedAt: TEN + 9 * HOUR,
      updatedAt: TEN + 10 * HOUR,
      happenedAt: TEN + HOUR,
      severity: 'critical',
      count: 1,
      data: { peakCelsius: 15, doses: 10 },
    });
    expect(tellLate(more, told([earlier]), ctx(TEN + 11 * HOUR)).severity).toBe('critical');
  });
});
