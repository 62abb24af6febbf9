import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approve } from '../../src/lots/dispositions.ts';
import { reconcileHolds } from '../../src/lots/holds.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from '../../src/lots/types.ts';
import { at, counting, excursion, granted, HOUR, parcel, proposal, silence, TEN } from './parcel-fixture.ts';

/** What the evidence shows of one excursion id at one time: nothing, or a stretch with a peak. */
const shown = fc.option(
  fc.record({
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.integer({ min: 1, max: 4 }),
    open: fc.boolean(),
    peak: fc.integer({ min: 9, max: 12 }),
    latest: fc.integer({ min: 0, max: 40 }),
  }),
);
const IDS = ['E1', 'E2', 'E3', 'U1', 'U2'];
const evidence = fc.record({
  kind: fc.constant('evidence' as const),
  shown: fc.tuple(shown, shown, shown, shown, shown),
  filled: fc.boolean(),
});
const decision = fc.record({
  kind: fc.constantFrom('release' as const, 'discard' as const),
  pick: fc.nat({ max: 9 }),
});
/** Discards are rare: they end the story. */
const steps = fc.array(fc.oneof({ weight: 4, arbitrary: evidence }, { weight: 2, arbitrary: decision }), {
  maxLength: 14,
});
type Evidence = typeof evidence extends fc.Arbitrary<infer T> ? T : never;

function records(step: Evidence): ExcursionRecord[] {
  return step.shown.flatMap((one, index) => {
    const id = IDS[index];
    if (one === null || id === undefined) return [];
    const start = TEN + one.from * HOUR;
    const span = { id, start, breachedAt: start + HOUR, end: one.open ? null : start + one.length * HOUR };
    return [id.startsWith('U') ? silence(span) : excursion({ ...span, peak: one.peak * 1000 })];
  });
}

class World {
  parcel: Parcel = parcel();
  holds = new Map<string, Hold>();
  dispositions: Disposition[] = [];
  before: ExcursionRecord[] = [];
  latest = new Map<string, number>();
  now = TEN + 8 * HOUR;
  readonly ids = counting();

  judge(after: ExcursionRecord[], filled: boolean) {
    const gone = this.before.filter((old) => !after.some((one) => one.id === old.id));
    const all = [...after, ...gone.map((one) => ({ ...one, present: false }))];
    const result = reconcileHolds({
      parcel: this.parcel,
      before: this.before,
      after: all,
      holds: [...this.holds.values()],
      dispositions: this.dispositions,
      latestBeyondAt: (one) => this.latest.get(one.id) ?? null,
      filledByReadings: () => filled,
      asOf: this.now,
      ids: this.ids,
    });
    for (const one of [...result.placed, ...result.changed]) this.holds.set(one.id, one);
    this.before = all;
    return result;
  }

  decide(choice: 'release' | 'discard', pick: number): boolean {
    const open = [...this.holds.values()].filter((one) => one.state === 'open');
    const hold = open[pick % Math.max(open.length, 1)];
    if (hold === undefined) return false;
    const disposition = proposal({ id: this.ids(), hold: hold.id, decision: choice });
    const shownNow = this.before.find((one) => one.id === hold.excursion && one.present) ?? null;
    const done = granted(
      approve(
        {
          disposition,
          hold,
          parcel: this.parcel,
          holds: [...this.holds.values()],
          excursion: shownNow,
          proposerOfficial: true,
          approverOfficial: true,
          custodians: [],
        },
        at(this.now, 'minh'),
      ),
    );
    this.parcel = done.parcel;
    this.dispositions.push(done.disposition);
    for (const one of done.holds) this.holds.set(one.id, one);
    return true;
  }
}

test('whatever the evidence shows and officials decide, what is wrong is held or decided, and only people end holds', () => {
  const reached = { placed: 0, afterRelease: 0, withdrawn: 0, covered: 0, discarded: 0 };
  fc.assert(
    fc.property(steps, (story) => {
      const world = new World();
      for (const step of story) {
        world.now += HOUR;
        if (step.kind !== 'evidence') {
          world.decide(step.kind, step.pick);
          continue;
        }
        const discarded = world.parcel.ended?.kind === 'discarded';
        for (const [index, one] of step.shown.entries()) {
          const id = IDS[index] ?? '';
          if (one !== null && id.startsWith('E')) world.latest.set(id, TEN + one.latest * HOUR);
        }
        const former = new Map(world.holds);
        const after = records(step);
        const { placed } = world.judge(after, step.filled);
        reached.placed += placed.length;
        reached.afterRelease += placed.filter((one) => one.afterRelease !== null).length;
        if (discarded) reached.discarded++;

        for (const [id, old] of former) {
          const now = world.holds.get(id);
          if (now?.state === old.state) continue;
          reached.withdrawn++;
          expect({ from: old.state, to: now?.state, kind: old.kind, filled: step.filled }).toEqual({
            from: 'open',
            to: 'withdrawn',
            kind: 'unmonitored',
            filled: true,
          });
          expect(after.some((one) => one.id === old.excursion)).toBe(false);
        }
        const open = [...world.holds.values()].filter((one) => one.state === 'open');
        expect(new Set(open.map((one) => one.excursion)).size).toBe(open.length);
        for (const one of after) {
          if (discarded || open.some((held) => held.excursion === one.id)) continue;
          reached.covered++;
          const covering = world.dispositions.filter(
            ({ covers }) =>
              covers !== null && covers.start <= one.start && (covers.peak ?? 0) >= (one.peak ?? 0),
          );
          expect(covering.length).toBeGreaterThan(0);
          const until = Math.max(...covering.map(({ covers }) => covers?.approvedAt ?? 0));
          if (one.id.startsWith('E')) expect(world.latest.get(one.id) ?? 0).toBeLessThanOrEqual(until);
        }
        if (discarded) expect(placed).toEqual([]);
        expect(world.judge(after, step.filled)).toEqual({ placed: [], changed: [] });
      }
    }),
    { numRuns: 400 },
  );
  // The stories reach every situation the rules speak of.
  for (const [situation, times] of Object.entries(reached)) expect(times, situation).toBeGreaterThan(0);
});
