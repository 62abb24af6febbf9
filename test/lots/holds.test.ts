import { describe, expect, test } from 'vitest';
import { type Reconciliation, reconcileHolds } from '../../src/lots/holds.ts';
import type { Disposition, ExcursionRecord } from '../../src/lots/types.ts';
import { counting, excursion, HOUR, hold, MINUTE, parcel, proposal, silence, TEN } from './parcel-fixture.ts';

const NOW = TEN + 8 * HOUR;
const APPROVED = TEN + 5 * HOUR;

const reconcile = (input: Partial<Reconciliation>) =>
  reconcileHolds({
    parcel: parcel(),
    before: [],
    after: [],
    holds: [],
    dispositions: [],
    latestBeyondAt: () => null,
    filledByReadings: () => true,
    asOf: NOW,
    ids: counting(),
    ...input,
  });

const gone = (record: ExcursionRecord): ExcursionRecord => ({ ...record, present: false });

describe('a portion whose count was taken back', () => {
  const never = parcel({ dosesInitial: 0, doses: 0, ended: { at: TEN + 4 * HOUR, kind: 'empty' } });

  test('is held for nothing that happened, and goes on being held for what a person wants', () => {
    const manual = hold({ id: 'H2', kind: 'manual', excursion: null, placedBy: 'an' });
    const { placed, changed } = reconcile({ parcel: never, after: [excursion()], holds: [hold(), manual] });
    expect(placed).toEqual([]);
    expect(changed).toEqual([hold({ supported: false, state: 'withdrawn', endedAt: NOW })]);
  });

  test('is held again when the count counts again', () => {
    const before = [hold({ supported: false, state: 'withdrawn', endedAt: NOW })];
    expect(reconcile({ after: [excursion()], holds: before }).placed).toMatchObject([{ excursion: 'E1' }]);
  });
});

describe('an excursion that appears', () => {
  test('places a hold that names it', () => {
    expect(reconcile({ after: [excursion()] })).toMatchObject({
      placed: [
        { kind: 'excursion', excursion: 'E1', parcel: 'P1', lot: 'VN-0421', state: 'open', placedAt: NOW },
      ],
      changed: [],
    });
  });

  test('is searched for readings after a release only where there was one', () => {
    const latestBeyondAt = () => {
      throw new Error('nothing was released');
    };
    expect(reconcile({ after: [excursion()], latestBeyondAt }).placed).toHaveLength(1);
  });

  test('places a hold of its own kind when it is unmonitored time', () => {
    expect(reconcile({ after: [silence()] }).placed).toMatchObject([
      { kind: 'unmonitored', excursion: 'U1' },
    ]);
  });

  test('places no second hold while the first is open, whatever it grows to', () => {
    const grown = excursion({ start: TEN, end: null, peak: 20_000 });
    expect(reconcile({ before: [excursion()], after: [grown], holds: [hold()] })).toEqual({
      placed: [],
      changed: [],
    });
  });

  test('places one hold for each of two excursions', () => {
    const cold = excursion({ id: 'E2', rule: 'cold' });
    expect(reconcile({ after: [excursion(), cold] }).placed.map((one) => one.excursion)).toEqual([
      'E1',
      'E2',
    ]);
  });

  test.each(['empty', 'returned'] as const)(
    'holds a parcel that is %s too, for its doses may have been given',
    (kind) => {
      const over = parcel({ ended: { at: TEN + 4 * HOUR, kind } });
      expect(reconcile({ parcel: over, after: [excursion()] }).placed).toHaveLength(1);
    },
  );

  test('changes nothing for a discarded parcel', () => {
    const over = parcel({ ended: { at: TEN + 4 * HOUR, kind: 'discarded' } });
    expect(reconcile({ parcel: over, after: [excursion()] })).toEqual({ placed: [], changed: [] });
  });

  test('is settled for an emptied parcel once its hold ended by a discard', () => {
    const over = parcel({ ended: { at: TEN + 4 * HOUR, kind: 'empty' } });
    const decided = [hold({ state: 'discarded', endedAt: APPROVED })];
    expect(reconcile({ parcel: over, after: [excursion()], holds: decided }).placed).toEqual([]);
  });
});

describe('an excursion that is no longer shown', () => {
  test('leaves its hold in place, unsupported', () => {
    expect(reconcile({ before: [excursion()], after: [gone(excursion())], holds: [hold()] })).toMatchObject({
      placed: [],
      changed: [{ id: 'H1', state: 'open', supported: false }],
    });
  });

  test('supports its hold again when it comes back', () => {
    const unsupported = hold({ supported: false });
    const back = reconcile({ before: [gone(excursion())], after: [excursion()], holds: [unsupported] });
    expect(back).toMatchObject({ placed: [], changed: [{ id: 'H1', state: 'open', supported: true }] });
  });

  test('still supports its hold when it was merged into an older one of the same rule', () => {
    const second = excursion({ id: 'E2', start: TEN + 2 * HOUR });
    const merged = excursion({ end: TEN + 4 * HOUR });
    const holds = [hold(), hold({ id: 'H2', excursion: 'E2' })];
    expect(reconcile({ before: [excursion(), second], after: [merged, gone(second)], holds })).toEqual({
      placed: [],
      changed: [],
    });
  });

  test('is not supported by an excursion of another rule, version or time', () => {
    const others = [
      excursion({ id: 'E2', rule: 'hot' }),
      excursion({ id: 'E3', version: 2 }),
      excursion({ id: 'E4', start: TEN + 3 * HOUR, end: TEN + 4 * HOUR }),
    ];
    const after = [gone(excursion()), ...others];
    expect(reconcile({ before: [excursion()], after, holds: [hold()] })).toMatchObject({
      placed: [{ excursion: 'E2' }, { excursion: 'E3' }, { excursion: 'E4' }],
      changed: [{ id: 'H1', supported: false }],
    });
  });

  test('holds the later part under its own name when one excursion turns out to be two', () => {
    const early = excursion({ end: TEN + 90 * MINUTE });
    const late = excursion({ id: 'E2', start: TEN + 2 * HOUR });
    const { placed, changed } = reconcile({ before: [excursion()], after: [early, late], holds: [hold()] });
    expect(placed.map((one) => one.excursion)).toEqual(['E2']);
    expect(changed).toEqual([]);
  });
});

describe('unmonitored time', () => {
  const held = [hold({ kind: 'unmonitored', excursion: 'U1' })];

  test('that late readings filled, showing nothing wrong, withdraws its hold', () => {
    expect(reconcile({ before: [silence()], after: [], holds: held })).toMatchObject({
      placed: [],
      changed: [{ id: 'H1', state: 'withdrawn', endedAt: NOW }],
    });
  });

  test('that late readings filled, showing it was warm, keeps its hold beside the new one', () => {
    const { placed, changed } = reconcile({
      before: [silence()],
      after: [gone(silence()), excursion()],
      holds: held,
    });
    expect(placed).toMatchObject([{ kind: 'excursion', excursion: 'E1' }]);
    expect(changed).toMatchObject([{ id: 'H1', state: 'open', supported: false }]);
  });

  test('is withdrawn although the fridge was found warm right after it', () => {
    const after = excursion({ start: TEN + 6 * HOUR, end: null });
    expect(reconcile({ before: [silence()], after: [after], holds: held }).changed).toMatchObject([
      { state: 'withdrawn' },
    ]);
  });

  test('that only a changed setting made vanish keeps its hold', () => {
    const { changed } = reconcile({ before: [silence()], holds: held, filledByReadings: () => false });
    expect(changed).toMatchObject([{ state: 'open', supported: false }]);
  });

  test('that comes back after its hold was withdrawn places a new one', () => {
    const withdrawn = [hold({ kind: 'unmonitored', excursion: 'U1', state: 'withdrawn', endedAt: NOW })];
    expect(reconcile({ after: [silence()], holds: withdrawn }).placed).toMatchObject([{ excursion: 'U1' }]);
  });

  test('never withdraws a hold of another kind', () => {
    const custody = hold({ id: 'H2', kind: 'custody', excursion: null });
    const { changed } = reconcile({ before: [silence()], holds: [...held, custody, hold({ id: 'H3' })] });
    expect(changed.map((one) => [one.id, one.state])).toEqual([
      ['H1', 'withdrawn'],
      ['H3', 'open'],
    ]);
  });
});

describe('after a release', () => {
  const covers = { start: TEN + HOUR, end: TEN + 3 * HOUR, peak: 12_000, approvedAt: APPROVED };
  const release = (changes: Partial<Disposition> = {}): Disposition =>
    proposal({ state: 'approved', approvedBy: 'minh', approvedAt: APPROVED, covers, ...changes });
  const holds = [hold({ state: 'released', endedAt: APPROVED })];
  const cold = {
    id: 'cold',
    side: 'below',
    limit: 2000,
    inclusive: false,
    allowed: 0,
    mode: 'continuous',
  } as const;

  test.each<[string, boolean, Partial<ExcursionRecord>, number]>([
    ['it is as it stood', false, {}, TEN + 3 * HOUR],
    ['it began a millisecond earlier', true, { start: TEN + HOUR - 1 }, TEN + 3 * HOUR],
    ['it began later', false, { start: TEN + HOUR + 1 }, TEN + 3 * HOUR],
    ['it was a thousandth of a degree warmer', true, { peak: 12_001 }, TEN + 3 * HOUR],
    ['it was less warm', false, { peak: 11_999 }, TEN + 3 * HOUR],
    ['it lasted a millisecond longer', true, { end: TEN + 3 * HOUR + 1 }, TEN + 3 * HOUR],
    ['it ended earlier', false, { end: TEN + 2 * HOUR }, TEN + 2 * HOUR],
    ['it is open again', true, { end: null }, TEN + 3 * HOUR],
    ['a reading beyond was taken at the approval', false, {}, APPROVED],
    ['a reading beyond was taken after the approval', true, {}, APPROVED + 1],
  ])('when %s, a new hold is placed: %s', (_name, again, changes, latest) => {
    const { placed } = reconcile({
      after: [excursion(changes)],
      holds,
      dispositions: [release()],
      latestBeyondAt: () => latest,
    });
    expect(placed.map((one) => one.afterRelease)).toEqual(again ? ['D1'] : []);
  });

  test.each([
    [-600, false],
    [-500, false],
    [-601, true],
  ])('of a freeze down to -0.6 °C, evidence of %i m°C places a new hold: %s', (peak, again) => {
    const { placed } = reconcile({
      after: [excursion({ rule: 'cold', ruleSnapshot: cold, peak })],
      holds,
      dispositions: [release({ covers: { ...covers, peak: -600 } })],
    });
    expect(placed).toHaveLength(again ? 1 : 0);
  });

  test('of an excursion that was still open, its end alone is nothing new', () => {
    const dispositions = [release({ covers: { ...covers, end: null } })];
    const ended = excursion({ end: APPROVED + 10 * MINUTE });
    const input = { after: [ended], holds, dispositions };
    expect(reconcile({ ...input, latestBeyondAt: () => APPROVED }).placed).toEqual([]);
    expect(reconcile({ ...input, latestBeyondAt: () => APPROVED + 1 }).placed).toHaveLength(1);
  });

  test('a piece that in-range readings cut off a released excursion stays released', () => {
    const pieces = [excursion({ end: TEN + 90 * MINUTE }), excursion({ id: 'E2', start: TEN + 2 * HOUR })];
    expect(
      reconcile({ before: [excursion()], after: pieces, holds, dispositions: [release()] }).placed,
    ).toEqual([]);
  });

  test('an excursion of its own, before or after the released one, is not covered', () => {
    const other = excursion({ id: 'E2', start: TEN + 3 * HOUR, end: TEN + 4 * HOUR });
    const { placed } = reconcile({ after: [excursion(), other], holds, dispositions: [release()] });
    expect(placed).toMatchObject([{ excursion: 'E2', afterRelease: null }]);
  });

  test('a release of a hold the evidence no longer supported covers nothing that comes back', () => {
    const { placed } = reconcile({ after: [excursion()], holds, dispositions: [release({ covers: null })] });
    expect(placed).toMatchObject([{ excursion: 'E1', afterRelease: 'D1' }]);
  });

  test('a second release of the same excursion is the one a third hold names', () => {
    const wider = { ...covers, start: TEN + 30 * MINUTE, approvedAt: APPROVED + HOUR };
    const second = release({ id: 'D2', hold: 'H2', approvedAt: APPROVED + HOUR, covers: wider });
    const both = [...holds, hold({ id: 'H2', state: 'released', afterRelease: 'D1' })];
    const input = { holds: both, dispositions: [second, release()] };
    expect(reconcile({ ...input, after: [excursion({ start: TEN + 30 * MINUTE })] }).placed).toEqual([]);
    expect(reconcile({ ...input, after: [excursion({ start: TEN })] }).placed).toMatchObject([
      { afterRelease: 'D2' },
    ]);
  });

  test('a proposal that nobody approved covers nothing', () => {
    const open = [hold({ state: 'withdrawn' })];
    expect(reconcile({ after: [excursion()], holds: open, dispositions: [proposal()] }).placed).toHaveLength(
      1,
    );
  });

  test('a discard is never named as the release a hold follows', () => {
    const over = parcel({ ended: { at: TEN + 4 * HOUR, kind: 'empty' } });
    const discarded = [hold({ state: 'discarded', endedAt: APPROVED })];
    const again = excursion({ id: 'E2' });
    const dispositions = [release({ decision: 'discard' })];
    const input = { parcel: over, before: [excursion()], after: [again], holds: discarded, dispositions };
    expect(reconcile(input).placed).toMatchObject([{ excursion: 'E2', afterRelease: null }]);
  });

  test('silence released while it lasted is covered for as long again as silence may last, no longer', () => {
    const dispositions = [
      release({ covers: { start: TEN + HOUR, end: null, peak: null, approvedAt: APPROVED } }),
    ];
    const quiet = [hold({ kind: 'unmonitored', excursion: 'U1', state: 'released', endedAt: APPROVED })];
    const after = [silence({ end: null })];
    const input = { after, holds: quiet, dispositions };
    expect(reconcile({ ...input, asOf: APPROVED + 4 * HOUR }).placed).toEqual([]);
    expect(reconcile({ ...input, asOf: APPROVED + 4 * HOUR + 1 }).placed).toMatchObject([
      { kind: 'unmonitored', afterRelease: 'D1' },
    ]);
  });
});
