/** Where the lines of the temperature book lie, and what the sensors of a unit said at one instant. */
import type { BookEntry, Stood } from '../book/types.ts';
import type { Unit } from '../fleet/types.ts';
import type { Store } from '../store/store.ts';
import { midpoints } from '../thermal/kinetic.ts';
import { orderedSet, standing } from '../thermal/standing.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { History } from './history.ts';
import type { Judging } from './judging.ts';

/** Lines sort by unit, day and time of writing, so that a unit's month lies together in the store. */
export const entryKey = ({ unit, day, id }: Pick<BookEntry, 'unit' | 'day' | 'id'>): string =>
  `${unit}/${day}/${id}`;

const PAGE = 200;
/** After every id, which are digits, letters and signs below it. */
const LAST = '~';

/** Lines of the days [from, to], the oldest day first, those of one day as they were written. */
export async function entriesBetween(
  store: Store,
  unit: string,
  from: string,
  to: string,
): Promise<BookEntry[]> {
  const end = `${unit}/${to}/${LAST}`;
  const found: BookEntry[] = [];
  for (let after = `${unit}/${from}/`; ; ) {
    const page = await store.documentsPage('book_entry', after, PAGE);
    const within = page.filter(({ id }) => id < end);
    found.push(...within.map(({ doc }) => doc as BookEntry));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || within.length < page.length) return found;
    after = last.id;
  }
}

export const entriesOfDay = (store: Store, unit: string, day: string): Promise<BookEntry[]> =>
  entriesBetween(store, unit, day, day);

/** The envelope of all probes that stood at that instant; null when none did. */
export async function stoodAt(
  { judging, history }: { readonly judging: Judging; readonly history: History },
  unit: Pick<Unit, 'id' | 'maxGap'>,
  at: UtcMs,
): Promise<Stood | null> {
  const probes = [];
  for (const { probe, placements } of judging.engine.placements(unit.id)) {
    const log = history.find(probe);
    if (log === undefined) continue;
    await history.load(log, at - unit.maxGap, at + 1);
    const readings = orderedSet(
      judging.corrections.judged(probe, history.readings(probe, at - unit.maxGap, at + 1)),
    );
    probes.push(standing(readings, placements, unit.maxGap, at + 1));
  }
  for (const { low, high } of midpoints(probes, at, at + 1)) return { low, high };
  return null;
}
