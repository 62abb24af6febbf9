import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reconcileHolds } from '../../src/lots/holds.ts';
import { type SplitFacts, split } from '../../src/lots/split.ts';
import {
  at,
  counting,
  excursion,
  expectRefused,
  granted,
  HOUR,
  hold,
  parcel,
  proposal,
  TEN,
} from './parcel-fixture.ts';

const nothing: SplitFacts = { excursions: [], holds: [], dispositions: [], idTaken: (id) => id === 'TAKEN' };
const NOW = TEN + 6 * HOUR;

describe('doses', () => {
  test('are conserved, whatever the parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), (doses) => {
        const decision = split(parcel(), { parts: doses.map((d) => ({ doses: d })) }, nothing, at(NOW));
        const total = doses.reduce((sum, d) => sum + d, 0);
        expect(decision.ok).toBe(total <= 100);
        if (!decision.ok) return;
        const { parent, children } = decision.value;
        expect(children.map((child) => child.doses)).toEqual(doses);
        expect(parent.doses + total).toBe(100);
        expect(parent.ended !== null).toBe(parent.doses === 0);
      }),
    );
  });

  test.each<[string, { id?: string; doses: number }[], string]>([
    ['no parts', [], 'SPLIT_EMPTY'],
    ['an empty part', [{ doses: 10 }, { doses: 0 }], 'DOSES_INVALID'],
    ['half a dose', [{ doses: 2.5 }], 'DOSES_INVALID'],
    ['one dose more than there is', [{ doses: 60 }, { doses: 41 }], 'DOSES_NOT_PRESENT'],
    [
      'the same id twice',
      [
        { id: 'A', doses: 1 },
        { id: 'A', doses: 1 },
      ],
      'PARCEL_EXISTS',
    ],
    ['the id of the parent', [{ id: 'P1', doses: 1 }], 'PARCEL_EXISTS'],
    ['an id of another parcel', [{ id: 'TAKEN', doses: 1 }], 'PARCEL_EXISTS'],
  ])('%s are refused', (_name, parts, code) => {
    expectRefused(split(parcel(), { parts }, nothing, at(NOW)), code);
  });

  test('a parcel split up whole ends empty, and its children stay where it was', () => {
    const { parent, children } = granted(
      split(parcel(), { parts: [{ doses: 70 }, { doses: 30 }] }, nothing, at(NOW)),
    );
    expect(parent).toMatchObject({ doses: 0, ended: { at: NOW, kind: 'empty' } });
    expect(parent.stays).toEqual([{ unit: 'fridge-1', from: TEN, to: NOW }]);
    for (const child of children)
      expect(child).toMatchObject({ parent: 'P1', createdAt: NOW, stays: parcel().stays });
  });

  test('a split is not dated before the last move, and an ended parcel is not split', () => {
    expectRefused(
      split(parcel(), { parts: [{ doses: 1 }], at: TEN - 1 }, nothing, at(NOW)),
      'PARCEL_MOVED_LATER',
    );
    const over = parcel({ ended: { at: TEN, kind: 'discarded' } });
    expectRefused(split(over, { parts: [{ doses: 1 }] }, nothing, at(NOW)), 'PARCEL_ENDED');
  });
});

describe('what a child inherits', () => {
  const released = proposal({
    state: 'approved',
    approvedBy: 'minh',
    approvedAt: TEN + 5 * HOUR,
    covers: { start: TEN + HOUR, end: TEN + 3 * HOUR, peak: 12_000, approvedAt: TEN + 5 * HOUR },
  });
  const pending = proposal({ id: 'D2', hold: 'H2' });
  const history: SplitFacts = {
    ...nothing,
    excursions: [excursion(), excursion({ id: 'E2', rule: 'cold' })],
    holds: [
      hold({ state: 'released', endedAt: TEN + 5 * HOUR }),
      hold({ id: 'H2', excursion: 'E2', afterRelease: 'D1' }),
      hold({ id: 'H3', excursion: null, kind: 'recall' }),
    ],
    dispositions: [released, pending],
  };
  const parts = [
    { id: 'C1', doses: 10 },
    { id: 'C2', doses: 10 },
  ];
  const result = granted(split(parcel(), { parts }, history, at(NOW)));

  test.each(['C1', 'C2'])('every hold in the state it has, pointing at the copies: %s', (child) => {
    const holds = result.holds.filter((one) => one.parcel === child);
    const excursions = result.excursions.filter((one) => one.subject.id === child);
    const dispositions = result.dispositions.filter((one) => one.parcel === child);
    expect(holds.map((one) => [one.inheritedFrom, one.state])).toEqual([
      ['H1', 'released'],
      ['H2', 'open'],
      ['H3', 'open'],
    ]);
    expect(holds.map((one) => one.excursion)).toEqual([excursions[0]?.id, excursions[1]?.id, null]);
    expect(excursions.map((one) => one.inheritedFrom)).toEqual(['E1', 'E2']);
    expect(dispositions).toMatchObject([{ hold: holds[0]?.id, state: 'approved', covers: released.covers }]);
    expect(holds[1]?.afterRelease).toBe(dispositions[0]?.id);
  });

  test('all ids are new', () => {
    const ids = [...result.holds, ...result.excursions, ...result.dispositions].map((one) => one.id);
    expect(new Set(ids).size).toBe(2 * (3 + 2 + 1));
    expect(ids.some((id) => /^[HED]\d/.test(id))).toBe(false);
  });

  test('a released excursion does not come back on the child, an open hold is not placed twice', () => {
    for (const child of result.children) {
      const records = result.excursions.filter((one) => one.subject.id === child.id);
      const judged = reconcileHolds({
        parcel: child,
        before: records,
        after: records,
        holds: result.holds.filter((one) => one.parcel === child.id),
        dispositions: result.dispositions.filter((one) => one.parcel === child.id),
        latestBeyondAt: () => TEN + 2 * HOUR,
        filledByReadings: () => true,
        asOf: NOW,
        ids: counting(),
      });
      expect(judged).toEqual({ placed: [], changed: [] });
    }
  });

  test('a proposal nobody approved stays with the parent', () => {
    expect(result.dispositions.some((one) => one.state === 'proposed')).toBe(false);
  });
});
