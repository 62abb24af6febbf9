/** In which order tiles stand on the board, and which colour a state has: worst first. Pure. */
import type { UnitState, UnitView } from '../api/views.ts';
import type { LiveUnit } from '../live/picture.ts';

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

export type Counts = { excursion: number; watching: number; late: number; silent: number; normal: number };

/** The five numbers of the header. Acknowledged counts as out of range: it still is one. */
export function countStates(units: Iterable<UnitView>): Counts {
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

/** How many units stand in front whose alarm nobody has taken. `units`: worst first. */
export function alarmsOf(units: readonly UnitView[]): number {
  const others = units.findIndex(({ state }) => state !== 'excursion');
  return others < 0 ? units.length : others;
}

type Entry = { unit: LiveUnit; rank: number; breachAt: string; place: number };

/**
 * The units worst first, kept from one picture to the next. Within a state the nearest breach comes first, then site and
 * name, so that a tile keeps its place while nothing happens to it; retired units leave the board. Names are compared
 * only when there are others, and everything is sorted only when a unit's state is another: of thousands of
 * units a hundred report in a tenth of a second, and hardly one of them changes its place.
 */
export class Standing {
  readonly #entries = new Map<string, Entry>();
  /** By site and name. */
  #byPlace: Entry[] = [];
  #worstFirst: Entry[] = [];

  update(units: ReadonlyMap<string, LiveUnit>): readonly LiveUnit[] {
    let isNamedAnew = false;
    let isMoved = false;
    for (const [id, unit] of units) {
      const entry = this.#entries.get(id);
      if (entry?.unit === unit) continue;
      const rank = rankOf(unit.state);
      const breachAt = unit.breachAt ?? '9';
      if (entry === undefined) {
        const made = { unit, rank, breachAt, place: 0 };
        this.#entries.set(id, made);
        this.#byPlace.push(made);
        isNamedAnew = true;
        continue;
      }
      isNamedAnew ||= entry.unit.name !== unit.name || entry.unit.siteName !== unit.siteName;
      isMoved ||= entry.rank !== rank || entry.breachAt !== breachAt;
      Object.assign(entry, { unit, rank, breachAt });
    }
    const isFewer = this.#entries.size !== units.size;
    if (isFewer) this.#forget((entry) => units.has(entry.unit.id));
    if (isNamedAnew) this.#place();
    if (isNamedAnew || isFewer || isMoved) this.#sort();
    return this.#worstFirst.map(({ unit }) => unit);
  }

  #forget(stays: (entry: Entry) => boolean): void {
    for (const [id, entry] of this.#entries) if (!stays(entry)) this.#entries.delete(id);
    this.#byPlace = this.#byPlace.filter(stays);
  }

  /** Each site's name is compared once, not once for each of its units. */
  #place(): void {
    const siteOf = ({ unit }: Entry) => unit.siteName ?? '';
    const sites = [...new Set(this.#byPlace.map(siteOf))].sort(names.compare);
    const placeOfSite = new Map(sites.map((site, i) => [site, i]));
    const place = (entry: Entry) => placeOfSite.get(siteOf(entry)) ?? 0;
    this.#byPlace.sort(
      (a, b) =>
        place(a) - place(b) || names.compare(a.unit.name, b.unit.name) || names.compare(a.unit.id, b.unit.id),
    );
    for (const [i, entry] of this.#byPlace.entries()) entry.place = i;
  }

  #sort(): void {
    this.#worstFirst = this.#byPlace
      .filter(({ unit }) => unit.state !== 'retired')
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          (a.breachAt < b.breachAt ? -1 : a.breachAt > b.breachAt ? 1 : 0) ||
          a.place - b.place,
      );
  }
}
