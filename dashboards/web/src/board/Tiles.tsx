/** The wall of tiles: on a large screen one page that never scrolls, on a small one a list in pages. */
import { type ReadonlySignal, type Signal, signal, useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { LiveUnit } from '../live/picture.ts';
import { Icon } from '../look/Icon.tsx';
import { words } from '../words/words.ts';
import { alarmsOf } from './order.ts';
import {
  type Grid,
  gridFor,
  type Held,
  listFor,
  measureFor,
  nextDrawn,
  PAGE_MS,
  pageAt,
  pageOf,
  stillHeld,
} from './paging.ts';
import { Tile } from './Tile.tsx';

/** From this size on a screen is a wall: everything at once, nothing scrolls. As in `board.css`. */
const WALL = '(min-width: 1024px) and (min-height: 600px)';
const GAP = 12;
const PAGER_HEIGHT = 56;
/** A tile of this inner width, in hundredths, says its range and extremes without their labels. */
const NARROW = 3.9;

/** `units`: worst first. Only those of one page are in the document, however many there are. */
export function Tiles({ units }: { units: ReadonlySignal<readonly LiveUnit[]> }) {
  const all = units.value;
  const section = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  const turn = usePageTurn();
  if (all.length === 0) return <NoTiles />;

  const isWall = room?.isWall === true;
  const grid = isWall ? wallFor(all.length, room) : listFor(all.length);
  const measure = room && measureFor(isWall ? grid : 'list', { ...roomOf(grid, room), gap: GAP });
  const alarms = alarmsOf(all);
  // A list stays where its reader is; a wall turns by itself, and back to its alarms.
  const held = !isWall || stillHeld(turn.held.value, turn.elapsed.value, alarms) ? turn.held.value : null;
  const page = held?.page ?? (isWall ? pageAt(turn.elapsed.value, grid, alarms) : 0);
  const shown = Math.min(page, grid.pages - 1);
  const visit = (wanted: number) => {
    turn.held.value = { page: (wanted + grid.pages) % grid.pages, since: turn.elapsed.peek(), alarms };
    if (isWall) return;
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView();
  };

  return (
    <section class="wall" aria-label={words.value.board.tiles} tabIndex={-1} ref={section}>
      <div class="wall-frame" ref={frame}>
        <div
          class="tiles"
          // What pulses does so with this, a step a second, together.
          data-beat={Math.round(turn.elapsed.value / 1000) % 2}
          data-narrow={measure !== null && measure.width <= NARROW}
          style={{
            ...(measure && { '--w': `${measure.width}px`, '--h': `${measure.height}px` }),
            ...(isWall && {
              gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
              gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
            }),
          }}
        >
          {/* Before the room is measured nobody knows how many there are to draw. */}
          {room !== null && <OnePage units={pageOf(all, grid, shown)} />}
        </div>
        {room !== null && grid.pages > 1 && (
          <Pager pages={grid.pages} page={shown} isPinned={alarms > 0 && held === null} visit={visit}>
            {isWall && <Pause isHeld={held !== null} page={shown} visit={visit} turn={turn} />}
          </Pager>
        )}
      </div>
    </section>
  );
}

/**
 * A page comes and changes two tiles at a time, the worst first; each has its place from the beginning. A tile is drawn again by a
 * signal of its own and not by this page: what a parent gives anew stays linked to what it was before, for as long as the board lives.
 */
function OnePage({ units }: { units: readonly LiveUnit[] }) {
  const places = useRef<ReadonlyMap<string, Shown>>(new Map());
  const drawn = useRef<ReadonlyMap<string, LiveUnit>>(new Map());
  const turn = useRef(0);
  const now = new Map(units.map(({ id }) => [id, places.current.get(id) ?? signal<LiveUnit | null>(null)]));
  places.current = now;
  useLayoutEffect(() => {
    let frame = 0;
    const draw = () => {
      const next = nextDrawn(units, drawn.current, turn.current++);
      for (const [id, unit] of next) {
        const place = places.current.get(id);
        if (place !== undefined) place.value = unit;
      }
      drawn.current = next;
      if (units.some((unit) => next.get(unit.id) !== unit)) frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [units]);
  return [...now].map(([id, unit]) => <Place key={id} unit={unit} />);
}

/** What a place shows; null: nothing yet. */
type Shown = Signal<LiveUnit | null>;

function Place({ unit }: { unit: Shown }) {
  return unit.value === null ? <div class="tile-awaited" /> : <Tile unit={unit.value} />;
}

function wallFor(count: number, room: Room): Grid {
  const fits = gridFor(count, { ...room, gap: GAP });
  // The pager takes its own height, so the grid is worked out again with what is left.
  return fits.pages > 1 ? gridFor(count, { ...roomOf(fits, room), gap: GAP }) : fits;
}

const roomOf = ({ pages }: Grid, { width, height }: Room) => ({
  width,
  height: pages > 1 ? height - PAGER_HEIGHT : height,
});

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

type PagerProps = {
  pages: number;
  page: number;
  isPinned: boolean;
  visit: (page: number) => void;
  children: ComponentChildren;
};

function Pager({ pages, page, isPinned, visit, children }: PagerProps) {
  const { board } = words.value;
  return (
    <nav class="pager" aria-label={board.page(page + 1, pages)}>
      <button type="button" class="quiet" aria-label={board.previous} onClick={() => visit(page - 1)}>
        <Icon name="left" />
      </button>
      <span class="pager-where">
        {board.page(page + 1, pages)}
        {isPinned && children && <small> · {board.pinned}</small>}
      </span>
      <button type="button" class="quiet" aria-label={board.next} onClick={() => visit(page + 1)}>
        <Icon name="right" />
      </button>
      {children}
    </nav>
  );
}

type PauseProps = { isHeld: boolean; page: number; visit: (page: number) => void; turn: Turn };

function Pause({ isHeld, page, visit, turn }: PauseProps) {
  const { board } = words.value;
  return (
    <button
      type="button"
      class="quiet"
      aria-label={isHeld ? board.resume : board.pause}
      onClick={() => {
        if (isHeld) turn.held.value = null;
        else visit(page);
      }}
    >
      <Icon name={isHeld ? 'play' : 'pause'} />
    </button>
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

/** `height`: of a wall; a list takes what it needs. */
type Room = { readonly isWall: boolean; readonly width: number; readonly height: number };

/** The room for tiles on a wall screen; a small one is a list, where the page scrolls. Null: not measured yet. */
function useRoom(frame: RefObject<HTMLDivElement | null>): Room | null {
  const room = useSignal<Room | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const wall = matchMedia(WALL);
    const measure = () => {
      const { matches: isWall } = wall;
      const [width, height] = [element.clientWidth, isWall ? element.clientHeight : 0];
      const before = room.peek();
      if (before?.isWall === isWall && before.width === width && before.height === height) return;
      room.value = { isWall, width, height };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    wall.addEventListener('change', measure);
    measure();
    return () => {
      observer.disconnect();
      wall.removeEventListener('change', measure);
    };
  }, [frame, frame.current, room]);
  return room.value;
}
