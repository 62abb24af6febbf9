/**
 * Which chunks are there, in a file that may be damaged? Where a page of it is, each is asked for by itself, so that none takes
 * another with it; of one that the file does not give out, the index says whose it is and of when.
 */
import type Database from 'better-sqlite3';
import { CHUNK_COLUMNS, type ChunkRow, foundOf, isDamaged, isWhole } from './chunk-row.ts';
import { standing } from './standing.ts';
import { CHUNK_SPAN, type ChunkPlace, type DamagedChunk, type NumberedChunk } from './store.ts';

export type FoundChunk = NumberedChunk | DamagedChunk;

const REACHING = 'probe = ? AND first_at >= ? AND first_at < ? AND last_at >= ? AND id <= ?';
const IN_ORDER = 'ORDER BY first_at, last_at, id';
const ANY = Number.MAX_SAFE_INTEGER;

/** A time as the file can hold it. */
export const bound = (at: number): number => Math.round(Math.min(Math.max(at, -8.64e15), 8.64e15));

export function chunkReader(db: Database.Database) {
  const select = (where: string) => db.prepare(`SELECT ${CHUNK_COLUMNS} FROM chunk WHERE ${where}`);
  const reaching = select(`${REACHING} ${IN_ORDER}`);
  const following = select('id > ? AND id <= ? ORDER BY id');
  const one = select('id = ?');
  const inIndex = (where: string) =>
    db.prepare(
      `SELECT id, probe, first_at AS firstAt, last_at AS lastAt FROM chunk INDEXED BY chunk_by_time WHERE ${where}`,
    );
  const places = inIndex(`${REACHING} ${IN_ORDER}`);
  /** Reads all of the index: for one that is damaged. */
  const place = inIndex('id = ?');
  const all = inIndex('true');
  const next = select('id > ? ORDER BY id LIMIT ?');
  const newest = db.prepare("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'chunk'").pluck();
  /** Undefined: there is none of that number; null: the file does not give it out. */
  const byNumber = (id: number) =>
    orDamaged(
      () => one.get(id) as ChunkRow | undefined,
      () => null,
    );
  const unreadable = (after: number, to: number): number[] => {
    const ids: number[] = [];
    for (let id = after + 1; id <= to; id++) {
      const row = byNumber(id);
      if (row === null || (row !== undefined && !isWhole(row))) ids.push(id);
    }
    return ids;
  };
  const singly = (asked: readonly number[]): FoundChunk[] => {
    const unreadable: FoundChunk[] = [];
    const rows: ChunkRow[] = [];
    for (const place of places.all(...asked) as ChunkPlace[]) {
      const row = byNumber(place.id);
      if (row === null) unreadable.push({ ...place, count: null, blob: null, flaw: 'unreadable' });
      else if (row !== undefined) rows.push(row);
    }
    return [...standing(rows).map(foundOf), ...unreadable].sort((a, b) => a.firstAt - b.firstAt);
  };
  const found = (asked: readonly number[]): FoundChunk[] =>
    orDamaged(
      () => standing(reaching.all(...asked) as ChunkRow[]).map(foundOf),
      () => singly(asked),
    );
  /** A merged one that is damaged takes nothing with it while those stand that were merged: all of its readings are in them. */
  const isInOthers = ({ id, probe, count, firstAt, lastAt }: DamagedChunk): boolean => {
    const others = found([probe, firstAt, lastAt + 1, firstAt, id - 1]);
    const within = others.filter((one) => !isDamaged(one) && one.lastAt <= lastAt);
    return within.length > 0 && within.reduce((sum, one) => sum + (one.count ?? 0), 0) === count;
  };
  /** Rows numbered after `after` and up to `upTo`, in order; the number where the file gives none out. */
  function* walk(after: number, upTo: number): Generator<ChunkRow | number> {
    for (let last = after; last < upTo; ) {
      const rows = following.iterate(last, upTo) as IterableIterator<ChunkRow>;
      const isAll = yield* untilDamaged(rows, ({ id }) => {
        last = id;
      });
      if (isAll) return;
      // On the damaged page one by one; behind it the walk goes on.
      for (let row: ChunkRow | null | undefined = null; row === null && last < upTo; ) {
        row = byNumber(++last);
        if (row !== undefined) yield row ?? last;
      }
    }
  }
  return {
    /** Those that stand and may hold readings of [from, to), of all that are numbered up to `upTo`. */
    reaching(probe: number, from: number, to: number, upTo = ANY): FoundChunk[] {
      const asked = [probe, bound(from - CHUNK_SPAN), bound(to), bound(from), upTo];
      return found(asked).filter((one) => !isDamaged(one) || !isInOthers(one));
    },
    /** Looks for damage in the next `most` after `after`. `last`: the number of the last, null when there are no more. */
    look(after: number, most: number): { last: number | null; damaged: ChunkPlace[] } {
      const rows = orDamaged(
        () => next.all(after, most) as ChunkRow[],
        () => null,
      );
      const to = Math.min(after + most, newest.get() as number);
      const suspects = rows?.filter((row) => !isWhole(row)).map(({ id }) => id) ?? unreadable(after, to);
      const last = rows === null ? to : (rows.at(-1)?.id ?? to);
      const isMore = rows === null ? to > after : rows.length === most;
      return {
        last: isMore ? last : null,
        damaged: suspects.flatMap((id) => (place.get(id) as ChunkPlace | undefined) ?? []),
      };
    },
    walk,
    /** Those numbered after `after` and up to `upTo`, in order, but those that are damaged. */
    *following(after: number, upTo: number): Generator<ChunkRow> {
      for (const one of walk(after, upTo)) if (typeof one !== 'number' && isWhole(one)) yield one;
    },
    /** All that the index tells, as far as it can be read. */
    *indexed(): Generator<ChunkPlace> {
      yield* untilDamaged(all.iterate() as IterableIterator<ChunkPlace>, () => {});
    },
  };
}

/** Answers whether these were all. `note` is told of each before it is given. */
function* untilDamaged<T>(rows: IterableIterator<T>, note: (row: T) => void): Generator<T, boolean> {
  try {
    for (;;) {
      const next = orDamaged(
        () => rows.next(),
        () => null,
      );
      if (next === null || next.done === true) return next !== null;
      note(next.value);
      yield next.value;
    }
  } finally {
    rows.return?.();
  }
}

/** What the file says, or the other where a page of it is damaged. */
export function orDamaged<T, U>(ask: () => T, otherwise: () => U): T | U {
  try {
    return ask();
  } catch (error) {
    if (!isOfDamage(error)) throw error;
    return otherwise();
  }
}

export const isOfDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CORRUPT');
