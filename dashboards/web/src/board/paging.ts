/** How many tiles fit on the wall, how large they are, and which page is shown when. Pure. */

export const PAGE_MS = 20_000;

/** A page that a person has chosen stays this long; then the wall turns by itself again. */
export const HOLD_MS = 120_000;

export type Held = { readonly page: number; readonly since: number; readonly alarms: number };

/** Whether the chosen page still stands: not for ever, and never against an alarm that came since. */
export const stillHeld = (held: Held | null, elapsedMs: number, alarms: number): held is Held =>
  held !== null && elapsedMs - held.since < HOLD_MS && alarms <= held.alarms;

export type Grid = { columns: number; rows: number; pages: number };

/** Tiles below this cannot be read from across a room (CSS pixels). */
const LEAST = { width: 236, height: 168 };
/** A tile is best a little wider than high, and not larger than this. */
const ASPECT = 1.55;

type Area = { width: number; height: number; gap: number };

/** The grid that shows all tiles as large as possible; when they cannot all fit, evenly filled pages. */
export function gridFor(count: number, area: Area): Grid {
  const most = {
    columns: Math.max(1, Math.floor((area.width + area.gap) / (LEAST.width + area.gap))),
    rows: Math.max(1, Math.floor((area.height + area.gap) / (LEAST.height + area.gap))),
  };
  const pages = Math.max(1, Math.ceil(count / (most.columns * most.rows)));
  const perPage = Math.max(1, Math.ceil(count / pages));
  let best: Grid = { ...most, pages };
  let bestSize = 0;
  for (let columns = 1; columns <= most.columns; columns++) {
    const rows = Math.ceil(perPage / columns);
    if (rows > most.rows) continue;
    const width = (area.width - area.gap * (columns - 1)) / columns;
    const height = (area.height - area.gap * (rows - 1)) / rows;
    const size = Math.min(width / ASPECT, height);
    if (size > bestSize) {
      bestSize = size;
      best = { columns, rows, pages };
    }
  }
  return best;
}

/** So many tiles a list on a small screen has on a page: some screens of them, and no more to draw than a wall has. */
export const LIST_PAGE = 48;
export const listFor = (count: number): Grid => ({
  columns: 1,
  rows: Math.min(LIST_PAGE, count),
  pages: Math.max(1, Math.ceil(count / LIST_PAGE)),
});

/**
 * The page to show after `elapsedMs`. Alarms stand first (worst first): while `alarms` tiles are unacknowledged
 * only the pages that hold them take turns, so one page of alarms stays put.
 */
export function pageAt(elapsedMs: number, grid: Grid, alarms: number): number {
  const perPage = grid.columns * grid.rows;
  const turning = alarms > 0 ? Math.min(grid.pages, Math.ceil(alarms / perPage)) : grid.pages;
  return Math.floor(Math.max(0, elapsedMs) / PAGE_MS) % turning;
}

/** The items of one page. */
export function pageOf<T>(items: readonly T[], grid: Grid, page: number): readonly T[] {
  const perPage = grid.columns * grid.rows;
  return items.slice(page * perPage, (page + 1) * perPage);
}

/** The inner size of a tile in hundredths, CSS pixels: what its letters are measured by. */
export type Measure = { readonly width: number; readonly height: number };

/** Border and padding, as in `board.css`. */
const FRAME = { width: 44, height: 26 };
/** In a list: a tile is at least so wide, if the screen is, and always so high. */
const LISTED = { width: 290, height: 232 };

/** All tiles of a page have one size, so it is worked out once: letters that ask their own tile cost a layout each. */
export function measureFor(grid: Grid | 'list', area: Area): Measure {
  const columns =
    grid === 'list'
      ? Math.max(1, Math.floor((area.width + area.gap) / (LISTED.width + area.gap)))
      : grid.columns;
  const width = (area.width - area.gap * (columns - 1)) / columns;
  const height = grid === 'list' ? LISTED.height : (area.height - area.gap * (grid.rows - 1)) / grid.rows;
  return {
    width: Math.max(0, width - FRAME.width) / 100,
    height: Math.max(0, height - FRAME.height) / 100,
  };
}

/**
 * What the page shows next. A drawing makes or changes at most two tiles, twenty-five at once would hold the screen for a tenth of a
 * second: the worst that is new or says something new, and one more, looked for from `turn` on. So the worst never waits, and where all
 * report without end each has its turn. The others stand as they are drawn already; what is neither drawn nor chosen is missing.
 * `turn`: how many drawings there were.
 */
export function nextDrawn<T extends { readonly id: string }>(
  wanted: readonly T[],
  drawn: ReadonlyMap<string, T>,
  turn: number,
): ReadonlyMap<string, T> {
  const changes = wanted.flatMap((unit, at) => (drawn.get(unit.id) === unit ? [] : at));
  const [worst, ...others] = changes;
  const second = others.find((at) => at >= turn % wanted.length) ?? others[0];
  return new Map(
    wanted.flatMap((unit, at) => {
      const shown = at === worst || at === second ? unit : drawn.get(unit.id);
      return shown === undefined ? [] : [[unit.id, shown] as const];
    }),
  );
}
