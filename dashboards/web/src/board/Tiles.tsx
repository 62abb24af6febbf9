/** The wall of tiles: on a large screen one page that never scrolls, on a small one a list. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { UnitView } from '../api/views.ts';
import { Icon } from '../look/Icon.tsx';
import { words } from '../words/words.ts';
import { type Grid, gridFor, type Held, PAGE_MS, pageAt, pageOf, stillHeld } from './paging.ts';
import { Tile } from './Tile.tsx';

/** From this size on a screen is a wall: everything at once, nothing scrolls. As in `board.css`. */
const WALL = '(min-width: 1024px) and (min-height: 600px)';
const GAP = 12;
const PAGER_HEIGHT = 56;

export function Tiles({ units }: { units: readonly UnitView[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useFrameSize(frame);
  const turn = usePageTurn();
  if (units.length === 0) return <NoTiles />;

  const all: Grid = { columns: 1, rows: units.length, pages: 1 };
  const fits = size && gridFor(units.length, { ...size, gap: GAP });
  // The pager takes its own height, so the grid is worked out again with what is left.
  const grid =
    size && fits && fits.pages > 1
      ? gridFor(units.length, { width: size.width, height: size.height - PAGER_HEIGHT, gap: GAP })
      : (fits ?? all);
  const alarms = units.filter((unit) => unit.state === 'excursion').length;
  const held = stillHeld(turn.held.value, turn.elapsed.value, alarms) ? turn.held.value : null;
  const page = held?.page ?? pageAt(turn.elapsed.value, grid, alarms);
  const shown = Math.min(page, grid.pages - 1);

  return (
    <section class="wall" aria-label={words.value.board.tiles}>
      <div class="wall-frame" ref={frame}>
        <div
          class="tiles"
          style={
            size
              ? {
                  gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
                  gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
                }
              : {}
          }
        >
          {pageOf(units, grid, shown).map((unit) => (
            <Tile key={unit.id} unit={unit} />
          ))}
        </div>
        {grid.pages > 1 && (
          <Pager pages={grid.pages} page={shown} alarms={alarms} isHeld={held !== null} turn={turn} />
        )}
      </div>
    </section>
  );
}

type Turn = ReturnType<typeof usePageTurn>;

/** Time since the pages began to turn, and the page a person holds. */
function usePageTurn() {
  const elapsed = useSignal(0);
  const held = useSignal<Held | null>(null);
  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(() => {
      elapsed.value = performance.now() - begun;
    }, PAGE_MS / 20);
    return () => clearInterval(timer);
  }, [elapsed]);
  return { elapsed, held };
}

type PagerProps = { pages: number; page: number; alarms: number; isHeld: boolean; turn: Turn };

function Pager({ pages, page, alarms, isHeld, turn }: PagerProps) {
  const { board } = words.value;
  const hold = (wanted: number) => {
    turn.held.value = { page: (wanted + pages) % pages, since: turn.elapsed.peek(), alarms };
  };
  return (
    <nav class="pager" aria-label={board.page(page + 1, pages)}>
      <button type="button" class="quiet" aria-label={board.previous} onClick={() => hold(page - 1)}>
        <Icon name="left" />
      </button>
      <span class="pager-where">
        {board.page(page + 1, pages)}
        {alarms > 0 && !isHeld && <small> · {board.pinned}</small>}
      </span>
      <button type="button" class="quiet" aria-label={board.next} onClick={() => hold(page + 1)}>
        <Icon name="right" />
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={isHeld ? board.resume : board.pause}
        onClick={() => {
          if (isHeld) turn.held.value = null;
          else hold(page);
        }}
      >
        <Icon name={isHeld ? 'play' : 'pause'} />
      </button>
    </nav>
  );
}

function NoTiles() {
  return (
    <section class="wall empty">
      <p class="empty-title">{words.value.board.none}</p>
      <p>{words.value.board.noneHint}</p>
    </section>
  );
}

/** The room for tiles on a wall screen; null on a small one, where the page scrolls. */
function useFrameSize(frame: RefObject<HTMLDivElement | null>): { width: number; height: number } | null {
  const size = useSignal<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const wall = matchMedia(WALL);
    const measure = () => {
      size.value = wall.matches ? { width: element.clientWidth, height: element.clientHeight } : null;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    wall.addEventListener('change', measure);
    measure();
    return () => {
      observer.disconnect();
      wall.removeEventListener('change', measure);
    };
  }, [frame, frame.current, size]);
  return size.value;
}
