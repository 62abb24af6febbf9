/** In which order tiles stand on the board, and which colour a state has: worst first. Pure. */
import type { UnitState, UnitView } from '../api/views.ts';

export type Tone = 'red' | 'orange' | 'grey' | 'blue' | 'green';

const STATES: Record<UnitState, { rank: number; tone: Tone }> = {
  excursion: { rank: 0, tone: 'red' },
  acknowledged: { rank: 1, tone: 'red' },
  watching: { rank: 2, tone: 'orange' },
  returned: { rank: 3, tone: 'orange' },
  silent: { rank: 4, tone: 'grey' },
  'no-data': { rank: 5, tone: 'grey' },
  late: { rank: 6, tone: 'grey' },
  retired: { rank: 7, tone: 'blue' },
  normal: { rank: 8, tone: 'green' },
};

/** A state this page does not know yet is shown as "no data", never as normal. */
export const toneOf = (state: UnitState): Tone => STATES[state]?.tone ?? 'grey';
const rankOf = (state: UnitState): number => STATES[state]?.rank ?? 5;

const names = new Intl.Collator('vi', { numeric: true });

/**
 * Retired units leave the board. Within a state the nearest breach comes first, then site and name, so that a
 * tile keeps its place while nothing happens to it.
 */
export function worstFirst(units: Iterable<UnitView>): UnitView[] {
  return [...units]
    .filter((unit) => unit.state !== 'retired')
    .sort(
      (a, b) =>
        rankOf(a.state) - rankOf(b.state) ||
        (a.breachAt ?? '9').localeCompare(b.breachAt ?? '9') ||
        names.compare(a.siteName ?? '', b.siteName ?? '') ||
        names.compare(a.name, b.name) ||
        names.compare(a.id, b.id),
    );
}

export type Counts = { excursion: number; watching: number; late: number; silent: number; normal: number };

/** The five numbers of the header. Acknowledged counts as out of range: it still is one. */
export function countStates(units: readonly UnitView[]): Counts {
  const counts: Counts = { excursion: 0, watching: 0, late: 0, silent: 0, normal: 0 };
  for (const { state } of units) {
    if (state === 'excursion' || state === 'acknowledged') counts.excursion++;
    else if (state === 'watching' || state === 'returned') counts.watching++;
    else if (state === 'late') counts.late++;
    else if (state === 'normal') counts.normal++;
    else if (state !== 'retired') counts.silent++;
  }
  return counts;
}
