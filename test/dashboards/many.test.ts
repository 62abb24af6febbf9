/** The board with a province behind it: the order kept up from picture to picture, frames taken together, pages of a list. */
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { alarmsOf, Standing } from '../../dashboards/web/src/board/order.ts';
import { gridFor, LIST_PAGE, listFor, pageAt, pageOf } from '../../dashboards/web/src/board/paging.ts';
import { Batch } from '../../dashboards/web/src/live/batch.ts';
import { START, step } from '../../dashboards/web/src/live/feed.ts';
import {
  afterDeltas,
  type LiveFrame,
  type LiveUnit,
  pictureOf,
} from '../../dashboards/web/src/live/picture.ts';
import type { UnitState } from '../../src/keeper/views.ts';
import { alert, delta, hold, snapshot, unit } from './views.ts';

const byId = (units: readonly LiveUnit[]) => new Map(units.map((each) => [each.id, each]));
const idsOf = (units: readonly LiveUnit[]) => units.map(({ id }) => id);
const COUNT = 5_000;
const province = Array.from({ length: COUNT }, (_, i) =>
  unit({ id: `tu-${i}`, name: `Tủ ${(i % 25) + 1}`, siteName: `Trạm ${Math.floor(i / 25)}` }),
);

describe('the order of thousands of units', () => {
  const states = fc.constantFrom<UnitState>(
    'normal',
    'watching',
    'excursion',
    'acknowledged',
    'silent',
    'retired',
  );
  const some = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    name: fc.constantFrom('Tủ 1', 'Tủ 2', 'Tủ 10', 'tủ ấm'),
    siteName: fc.constantFrom('Ea Kao', 'Đắk Mil', null),
    state: states,
    breachAt: fc.constantFrom(null, '2026-11-22T03:07:00.000Z', '2026-11-22T04:00:00.000Z'),
  });

  test('kept up from one picture to the next it is the order that all units would have anew', () => {
    fc.assert(
      fc.property(fc.array(fc.array(some, { maxLength: 6 }), { maxLength: 8 }), (rounds) => {
        const kept = new Standing();
        const now = new Map<string, LiveUnit>();
        for (const [i, round] of rounds.entries()) {
          for (const change of round) now.set(change.id, unit(change));
          // A new snapshot may know fewer.
          if (i % 3 === 2) now.delete([...now.keys()][0] ?? '');
          expect(kept.update(now)).toEqual(new Standing().update(new Map(now)));
        }
      }),
    );
  });

  test('a unit whose alarm opens comes to the front of five thousand, and back to its place when it is over', () => {
    const standing = new Standing();
    const calm = idsOf(standing.update(byId(province)));
    const sick = province.with(3_210, unit({ ...province[3_210], state: 'excursion' }));
    const shown = standing.update(byId(sick));
    expect(shown[0]?.id).toBe('tu-3210');
    expect(alarmsOf(shown)).toBe(1);
    expect(idsOf(standing.update(byId(province)))).toEqual(calm);
  });

  test('what a unit measures is shown at once, though nothing is sorted', () => {
    const standing = new Standing();
    standing.update(byId(province));
    const shown = standing.update(byId(province.with(7, unit({ ...province[7], celsius: 5.5 }))));
    expect(shown.find(({ id }) => id === 'tu-7')?.celsius).toBe(5.5);
  });

  test('alarms that nobody has taken are counted from the front, none and all too', () => {
    expect(alarmsOf([])).toBe(0);
    expect(alarmsOf([unit({ state: 'acknowledged' })])).toBe(0);
    expect(alarmsOf([unit({ state: 'excursion' }), unit({ state: 'excursion' })])).toBe(2);
  });
});

describe('the pages of thousands of units', () => {
  test.each([
    ['a wall', gridFor(COUNT, { width: 1540, height: 970, gap: 12 })],
    ['a list on a phone', listFor(COUNT)],
  ])('on %s every unit is on one page, and no page has more than it shows', (_, grid) => {
    const pages = Array.from({ length: grid.pages }, (_, page) => pageOf(province, grid, page));
    expect(pages.flat()).toEqual(province);
    expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(LIST_PAGE);
  });

  test('an alarm pins its page, however many pages there are', () => {
    const grid = gridFor(COUNT, { width: 1540, height: 970, gap: 12 });
    for (let elapsed = 0; elapsed < 10 * 60_000; elapsed += 20_000) expect(pageAt(elapsed, grid, 3)).toBe(0);
  });

  test('a list that fits is one page', () => {
    expect(listFor(3)).toMatchObject({ pages: 1 });
    expect(listFor(0)).toMatchObject({ pages: 1 });
    expect(listFor(LIST_PAGE + 1)).toMatchObject({ pages: 2 });
  });
});

describe('deltas that came together', () => {
  const frames = (...items: LiveFrame[]) => ({ type: 'frames' as const, frames: items, at: 0 });
  const live = step(START, frames(snapshot(1)), 0).state;

  test('are applied in their order: the last word on a unit counts, and no update of another is lost', () => {
    const { state, effects } = step(
      live,
      frames(
        delta(2, { units: [unit({ celsius: 5 }), unit({ id: 'tu-2' })] }),
        delta(3, { units: [unit({ celsius: 6 })], alerts: [alert()] }),
        delta(4, { alerts: [alert({ state: 'resolved' })], holds: [hold()] }),
      ),
      0,
    );
    expect(effects).toEqual([]);
    expect(state.picture).toMatchObject({ revision: 4 });
    expect([...(state.picture?.units.values() ?? [])].map(({ id, celsius }) => [id, celsius])).toEqual([
      ['tu-1', 6],
      ['tu-2', 4.6],
    ]);
    expect([state.picture?.alerts.size, state.picture?.holds.size]).toEqual([0, 1]);
  });

  test('however they are put together, the picture is the same as one by one', () => {
    const change = fc.record({ id: fc.constantFrom('tu-1', 'tu-2'), celsius: fc.integer() });
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 12 }), (steps) => {
        const deltas = steps.map(([each], i) => delta(i + 2, { units: [unit(each)] }));
        const alone = deltas.reduce((state, each) => step(state, frames(each), 0).state, live);
        let together = live;
        let waiting: LiveFrame[] = [];
        for (const [i, each] of deltas.entries()) {
          waiting.push(each);
          if (!steps[i]?.[1]) continue;
          together = step(together, frames(...waiting), 0).state;
          waiting = [];
        }
        expect(step(together, frames(...waiting), 0).state).toEqual(alone);
      }),
    );
  });

  test('with a gap between them ask for a snapshot, and what follows the gap is not applied', () => {
    const { state, effects } = step(
      live,
      frames(delta(2, { units: [unit({ celsius: 5 })] }), delta(4, { units: [unit({ celsius: 30 })] })),
      0,
    );
    expect(effects).toEqual([{ type: 'connect' }]);
    expect(state.phase).toBe('connecting');
    expect(state.picture?.units.get('tu-1')?.celsius).toBe(4.6);
  });

  test('around a snapshot: it replaces what was before, and what follows it counts', () => {
    const { state } = step(
      live,
      frames(
        delta(2, { units: [unit({ id: 'gone' })] }),
        snapshot(3),
        delta(4, { units: [unit({ celsius: 7 })] }),
      ),
      0,
    );
    expect([...(state.picture?.units.keys() ?? [])]).toEqual(['tu-1']);
    expect(state.picture?.units.get('tu-1')?.celsius).toBe(7);
  });

  test('that change no alert leave the alerts as they are, so that nothing is drawn anew for them', () => {
    const picture = pictureOf(snapshot(1, { alerts: [alert()] }));
    const next = afterDeltas(picture, [delta(2, { units: [unit({ celsius: 5 })] })]);
    expect(next?.alerts).toBe(picture.alerts);
    expect(next?.holds).toBe(picture.holds);
    expect(next?.units).not.toBe(picture.units);
    expect(picture.units.get('tu-1')?.celsius).toBe(4.6);
  });

  test('carry of a unit what is new; one that was never told whole asks for a snapshot', () => {
    const picture = pictureOf(snapshot(1, { units: [{ ...unit(), spark: [null, 2] }] }));
    const next = afterDeltas(picture, [
      { ...delta(2), units: [{ id: 'tu-1', celsius: null }] },
      { ...delta(3), units: [{ id: 'tu-1', sparkEnd: 3 }] },
    ]);
    expect(next?.units.get('tu-1')).toEqual({ ...unit({ celsius: null }), spark: [Number.NaN, 3] });
    expect(picture.units.get('tu-1')?.spark).toEqual([Number.NaN, 2]);
    const whole = afterDeltas(picture, [
      { ...delta(2), units: [{ id: 'tu-1', spark: [4, null] }] },
      { ...delta(3), units: [{ id: 'tu-1', sparkEnd: null }] },
    ]);
    expect(whole?.units.get('tu-1')?.spark).toEqual([4, Number.NaN]);
    expect(afterDeltas(picture, [{ ...delta(2), units: [{ id: 'unheard', celsius: 3 }] }])).toBeNull();
  });
});

describe('frames of the feed', () => {
  let draw: (() => void) | null = null;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
      draw = callback;
      return 1;
    });
    vi.stubGlobal('cancelAnimationFrame', () => {
      draw = null;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const given: string[][] = [];
  const batch = () => {
    given.length = 0;
    return new Batch<string>((items) => given.push([...items]));
  };

  test('are given on together, in their order, when the page is drawn, and once', () => {
    const frames = batch();
    for (const each of ['a', 'b', 'c']) frames.add(each);
    expect(given).toEqual([]);
    draw?.();
    vi.advanceTimersByTime(1_000);
    expect(given).toEqual([['a', 'b', 'c']]);
    frames.add('d');
    draw?.();
    expect(given.at(-1)).toEqual(['d']);
  });

  test('come through on a page that is not drawn, for an alarm must sound there too', () => {
    const frames = batch();
    frames.add('a');
    vi.advanceTimersByTime(200);
    expect(given).toEqual([['a']]);
    expect(draw).toBeNull();
  });

  test('of a connection that is given up are forgotten', () => {
    const frames = batch();
    frames.add('old');
    frames.clear();
    vi.advanceTimersByTime(1_000);
    expect(given).toEqual([]);
  });
});
