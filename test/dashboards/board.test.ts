import { describe, expect, test } from 'vitest';
import { newestFirst, urgentFirst } from '../../dashboards/web/src/board/alert-order.ts';
import { alertFacts } from '../../dashboards/web/src/board/facts.ts';
import { countStates, Standing, toneOf } from '../../dashboards/web/src/board/order.ts';
import {
  gridFor,
  HOLD_MS,
  measureFor,
  nextDrawn,
  PAGE_MS,
  pageAt,
  pageOf,
  stillHeld,
} from '../../dashboards/web/src/board/paging.ts';
import { sparkShape } from '../../dashboards/web/src/board/sparkline.ts';
import { ageText, alertPlace, stateWord } from '../../dashboards/web/src/board/words.ts';
import type { LiveUnit } from '../../dashboards/web/src/live/picture.ts';
import { en } from '../../dashboards/web/src/words/en.ts';
import { vi } from '../../dashboards/web/src/words/vi.ts';
import type { AlertView, UnitState } from '../../src/keeper/views.ts';
import { alert, SERVER_TIME, unit } from './views.ts';

const now = Date.parse(SERVER_TIME);
const NBSP = '\u00a0';
const byId = (units: readonly LiveUnit[]) => new Map(units.map((each) => [each.id, each]));
const worstFirst = (units: readonly LiveUnit[]) => new Standing().update(byId(units));

describe('the order of tiles', () => {
  test('red comes first, then orange, grey and green; retired units leave the board', () => {
    const states: UnitState[] = [
      'normal',
      'retired',
      'late',
      'no-data',
      'silent',
      'returned',
      'watching',
      'acknowledged',
      'excursion',
    ];
    const sorted = worstFirst(states.map((state) => unit({ id: state, state })));
    expect(sorted.map((each) => each.state)).toEqual([
      'excursion',
      'acknowledged',
      'watching',
      'returned',
      'silent',
      'no-data',
      'late',
      'normal',
    ]);
    expect(sorted.map((each) => toneOf(each.state))).toEqual([
      'red',
      'red',
      'orange',
      'orange',
      'grey',
      'grey',
      'grey',
      'green',
    ]);
  });

  test('of two units out of range the one nearer to its breach comes first', () => {
    const sorted = worstFirst([
      unit({ id: 'later', state: 'watching', breachAt: '2026-11-22T04:00:00.000Z' }),
      unit({ id: 'sooner', state: 'watching', breachAt: '2026-11-22T03:07:00.000Z' }),
    ]);
    expect(sorted.map((each) => each.id)).toEqual(['sooner', 'later']);
  });

  test('fridges of one state stand as people count them: 2 before 10', () => {
    const sorted = worstFirst([unit({ id: 'b', name: 'Tủ 10' }), unit({ id: 'a', name: 'Tủ 2' })]);
    expect(sorted.map((each) => each.name)).toEqual(['Tủ 2', 'Tủ 10']);
  });

  test('an acknowledged excursion still counts as one, and no data never counts as normal', () => {
    const states: UnitState[] = [
      'excursion',
      'acknowledged',
      'silent',
      'no-data',
      'late',
      'returned',
      'normal',
    ];
    expect(countStates(states.map((state) => unit({ state })))).toEqual({
      excursion: 2,
      watching: 1,
      late: 1,
      silent: 2,
      normal: 1,
    });
  });
});

describe('the pages of the wall', () => {
  const television = { width: 1540, height: 970, gap: 12 };

  test('24 tiles fit a full-HD wall without a second page', () => {
    const grid = gridFor(24, television);
    expect(grid.pages).toBe(1);
    expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(24);
  });

  test('more tiles than fit are spread evenly over pages, and none is lost', () => {
    const tiles = Array.from({ length: 61 }, (_, index) => index);
    const grid = gridFor(tiles.length, television);
    const shown = Array.from({ length: grid.pages }, (_, page) => pageOf(tiles, grid, page)).flat();
    expect(grid.pages).toBeGreaterThan(1);
    expect(shown).toEqual(tiles);
  });

  test('a screen too small for one tile still shows one at a time', () => {
    expect(gridFor(3, { width: 100, height: 100, gap: 12 })).toEqual({ columns: 1, rows: 1, pages: 3 });
  });

  const grid = { columns: 2, rows: 2, pages: 3 };
  test.each([
    ['at first the first page', 0, 0, 0],
    ['just before 20 s still the first', PAGE_MS - 1, 0, 0],
    ['at 20 s the second', PAGE_MS, 0, 1],
    ['after the last the first again', 3 * PAGE_MS, 0, 0],
    ['with one alarm its page stays', 2 * PAGE_MS, 1, 0],
    ['with alarms on two pages only these take turns', 2 * PAGE_MS, 5, 0],
    ['and the second of them is shown too', 3 * PAGE_MS, 5, 1],
  ])('%s', (_case, elapsed, alarms, page) => {
    expect(pageAt(elapsed, grid, alarms)).toBe(page);
  });
});

test.each([
  ['stays while nothing happens', HOLD_MS - 1, 1, true],
  ['is given up after two minutes', HOLD_MS, 1, false],
  ['is given up at once when another alarm comes', 1, 2, false],
  ['stays when an alarm ends', 1, 0, true],
])('a page that somebody chose %s', (_case, elapsed, alarms, stays) => {
  expect(stillHeld({ page: 1, since: 0, alarms: 1 }, elapsed, alarms)).toBe(stays);
});

describe('the three-hour line', () => {
  const range = { lowCelsius: 2, highCelsius: 8 };

  test('a gap is left open: two stretches, never one line across it', () => {
    const shape = sparkShape([4, 5, Number.NaN, Number.NaN, 6, 5], range);
    expect(shape.segments).toHaveLength(2);
    expect(shape.missing).toBe(2);
    expect(shape).toMatchObject({ lowest: 4, highest: 6 });
  });

  test('a value above the range is drawn above the band', () => {
    const { segments, band } = sparkShape([5, 10], range);
    const last = Number(segments[0]?.split(' ').at(-1));
    expect(band).not.toBeNull();
    expect(last).toBeLessThan(band?.y ?? 0);
  });

  test('a range that is open below fills the box downwards', () => {
    const { band } = sparkShape([-20, -19], { lowCelsius: null, highCelsius: -15 });
    expect((band?.y ?? 0) + (band?.height ?? 0)).toBe(40);
  });

  test('nothing known draws nothing', () => {
    expect(sparkShape([Number.NaN, Number.NaN], range)).toMatchObject({
      segments: [],
      lowest: null,
      missing: 2,
    });
  });
});

describe('the words of a tile', () => {
  test.each([
    ['normal', {}, 'Bình thường'],
    ['watching', { breachAt: '2026-11-22T03:07:00.000Z' }, `Ngoài ngưỡng, còn 7${NBSP}phút`],
    ['watching', { breachAt: null }, 'Ngoài ngưỡng'],
    ['excursion', { side: 'above' }, 'Vượt ngưỡng trên'],
    ['excursion', { side: 'below' }, 'Vượt ngưỡng dưới'],
    [
      'acknowledged',
      { acknowledgedBy: { name: 'Lan', at: '2026-11-22T02:20:00.000Z' } },
      'Đã tiếp nhận – Lan 09:20',
    ],
    ['late', { at: '2026-11-22T02:48:00.000Z' }, `Trễ 12${NBSP}phút`],
    ['silent', { last: { celsius: 4.6, at: '2026-11-22T01:55:00.000Z' } }, 'Mất tín hiệu từ 08:55'],
    ['no-data', { at: null, last: null }, 'Chưa có số liệu'],
  ] as const)('%s is told as the service decided it', (state, change, text) => {
    expect(stateWord(unit({ state, ...change }), vi, 'vi', now).text).toBe(text);
  });

  test('an age counts from when it was measured', () => {
    expect(ageText(now - 20_000, now, vi, 'vi')).toBe(`20${NBSP}giây trước`);
    expect(ageText(now - 65 * 60_000, now, en, 'en')).toBe(`1${NBSP}h 05${NBSP}min ago`);
  });
});

describe('the list of alerts', () => {
  test('newest first, with the place people know', () => {
    const older = alert({ id: 'older', raisedAt: '2026-11-22T01:00:00.000Z' });
    expect(newestFirst([older, alert()]).map((each) => each.id)).toEqual(['alert-1', 'older']);
    expect(alertPlace(alert(), vi, new Map([['tu-1', unit()]]), [])).toBe('Tủ 1 · Trạm Y tế xã Ea Kao');
  });

  test('what nobody has taken comes first, critical before warnings, and only then the newest', () => {
    const at = (id: string, minute: string, part: Partial<AlertView>) =>
      alert({ id, raisedAt: `2026-11-22T01:${minute}:00.000Z`, ...part });
    const mixed = [
      at('taken', '09', { state: 'acknowledged', severity: 'critical' }),
      at('small', '08', { severity: 'warning' }),
      at('older', '01', { severity: 'critical' }),
      at('newer', '02', { severity: 'critical' }),
      at('small-taken', '10', { state: 'acknowledged', severity: 'warning' }),
    ];
    expect(urgentFirst(mixed).map(({ id }) => id)).toEqual([
      'newer',
      'older',
      'small',
      'taken',
      'small-taken',
    ]);
  });

  test('how far, how many and which lot are said where the service knows them', () => {
    const excursion = alert({ data: { limitCelsius: 8, peakCelsius: 10.4 } });
    expect(alertFacts(excursion, vi, 'vi')).toBe(`giới hạn 8,0${NBSP}°C · xa nhất 10,4${NBSP}°C`);
    const held = alert({ kind: 'parcel-hold', data: { parcels: 3, doses: 1420, lot: 'ABC123' } });
    expect(alertFacts(held, vi, 'vi')).toBe('lô ABC123 · 3 kiện · 1.420 liều');
    expect(alertFacts(alert({ data: {} }), vi, 'vi')).toBe('');
  });
});

describe('a page that comes and changes a few tiles at a time', () => {
  const units = (from: number, count: number, celsius = 5) =>
    Array.from({ length: count }, (_, i) => ({ id: `tu-${from + i}`, celsius }));
  const drawnOf = (shown: ReturnType<typeof units>) => new Map(shown.map((each) => [each.id, each]));

  test('two come with each drawing, the worst among them, and at last all stand in their order', () => {
    const page = units(0, 25);
    let drawn: ReadonlyMap<string, { id: string }> = new Map();
    for (let turn = 0; turn < 13; turn++) {
      const worst = page.find(({ id }) => !drawn.has(id));
      drawn = nextDrawn(page, drawn, turn);
      expect(drawn.has(worst?.id ?? '')).toBe(true);
      expect(drawn.size).toBe(Math.min(25, 2 * (turn + 1)));
      expect([...drawn.values()]).toEqual(page.filter(({ id }) => drawn.has(id)));
    }
  });

  test('when all report in the same moment two change with each drawing, and the others stand as they were until then', () => {
    const after = units(0, 25, 6);
    let drawn: ReadonlyMap<string, { id: string; celsius: number }> = drawnOf(units(0, 25, 5));
    for (let turn = 0; turn < 13; turn++) {
      drawn = nextDrawn(after, drawn, turn);
      expect([...drawn.values()].filter(({ celsius }) => celsius === 6)).toHaveLength(
        Math.min(25, 2 * (turn + 1)),
      );
      expect([...drawn.keys()]).toEqual(after.map(({ id }) => id));
    }
  });

  test.each([1, 2, 3, 25])(
    'where all %i report without end each has its turn, and the worst every time',
    (count) => {
      let drawn = new Map<string, { id: string; celsius: number }>();
      const oldest: number[] = [];
      for (let turn = 0; turn < 200; turn++) {
        drawn = new Map(nextDrawn(units(0, count, turn), drawn, turn));
        expect(drawn.get('tu-0')?.celsius).toBe(turn);
        if (turn >= count) oldest.push(turn - Math.min(...[...drawn.values()].map(({ celsius }) => celsius)));
      }
      expect(Math.max(...oldest)).toBeLessThanOrEqual(count);
    },
  );

  test('what stands stays, and what left the page is forgotten', () => {
    const [standing, come] = [units(6, 6), units(100, 3)];
    const next = nextDrawn([...standing, ...come], drawnOf([...units(0, 6), ...standing]), 0);
    expect([...next.values()]).toEqual([...standing, ...come.slice(0, 2)]);
  });

  test('an empty page is empty', () => {
    expect(nextDrawn([], drawnOf(units(0, 3)), 7)).toEqual(new Map());
  });
});

describe('the size of a tile, by which its letters are measured', () => {
  test('on a wall it is its share of the room', () => {
    const grid = { columns: 4, rows: 2, pages: 1 };
    // (1236 - 3 * 12) / 4 = 300 and (612 - 12) / 2 = 300, without border and padding.
    expect(measureFor(grid, { width: 1_236, height: 612, gap: 12 })).toEqual({ width: 2.56, height: 2.74 });
  });

  test.each([
    ['a small phone', 320, 320],
    ['a phone', 366, 366],
    ['one pixel under two columns', 591, 591],
    ['two columns', 592, 290],
  ])('in a list it is what the screen has: %s', (_, width, tile) => {
    expect(measureFor('list', { width, height: 0, gap: 12 }).width).toBeCloseTo((tile - 44) / 100);
  });
});
