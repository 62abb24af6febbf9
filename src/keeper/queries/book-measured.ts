/** What was measured in a unit in the days of a month and between the checks of its book? */
import { daySpan, type Span } from '../../book/slots.ts';
import { type HistorySummary, summarise } from '../../thermal/kinetic.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { Fine } from './fine.ts';
import { type InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

/** What is looked at for one check when the one before was long ago. */
export const LOOK_BACK = 7 * 86_400_000;
/** Read at a time, so that others have their turn in between: a unit has a reading a minute or less. */
const AT_A_TIME = 3 * 86_400_000;

export type Stretch = Pick<HistorySummary, 'min' | 'max' | 'known'>;
type Piece = Stretch & Span;

export class BookMeasured {
  readonly #pieces: Piece[] = [];
  readonly #days = new Map<string, HistorySummary>();

  day(day: string): HistorySummary | null {
    return this.#days.get(day) ?? null;
  }

  /** Both ends must be among the `moments` that were read. */
  between(from: UtcMs, to: UtcMs): Stretch {
    const within = this.#pieces.filter((piece) => piece.from >= from && piece.to <= to);
    const lows = within.flatMap(({ min }) => min ?? []);
    const highs = within.flatMap(({ max }) => max ?? []);
    return {
      min: lows.length === 0 ? null : Math.min(...lows),
      max: highs.length === 0 ? null : Math.max(...highs),
      known: within.reduce((sum, { known }) => sum + known, 0),
    };
  }

  /** Reads the days, as far as they have gone by, and what lies between the moments. */
  async *read(view: View, unit: string, days: readonly string[], moments: readonly UtcMs[]): InTurns<void> {
    const { zone } = view.province;
    const pace = new Pace();
    const spans = days
      .map((day) => ({ day, ...daySpan(day, zone) }))
      .filter(({ from }) => from < view.now)
      .map((span) => ({ ...span, to: Math.min(span.to, view.now) }));
    const edges = [...new Set([...moments, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
      (a, b) => a - b,
    );
    const course = { stays: [{ unit, from: Number.NEGATIVE_INFINITY, to: null }], versions: [], end: null };
    const first = edges[0];
    const last = edges.at(-1);
    if (first === undefined || last === undefined) return;
    let fine = new Fine(view);
    let readTo = first;
    for (const [i, from] of edges.entries()) {
      const to = edges[i + 1];
      if (to === undefined) break;
      const day = spans.find((span) => span.from === from);
      const end = Math.max(to, day?.to ?? to);
      if (end > readTo) {
        readTo = Math.max(end, Math.min(last, from + AT_A_TIME));
        fine = new Fine(view);
        yield* fine.read(unit, from, readTo);
      }
      this.#pieces.push({ from, to, ...summarise(course, fine.of, from, to) });
      if (day !== undefined) this.#days.set(day.day, summarise(course, fine.of, from, day.to));
      yield* pace.rest();
    }
  }
}
