/** A month of the book: what every slot of every day came to. */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import { daysOf, type Span, spanOf } from './slots.ts';
import { type BookEntry, type BookTerms, SLOTS, type Slot, type Stood } from './types.ts';
import { standingEntry } from './write.ts';

/**
 * `ahead`: not begun. `open`: now, and nobody has signed. `signed`: in time. `late`: written in after it was missed.
 * `missed`: over, and nothing written. `none`: the unit was not in use.
 */
export type SlotState = 'ahead' | 'open' | 'signed' | 'late' | 'missed' | 'none';

export type BookSlot = {
  readonly slot: Slot;
  readonly span: Span;
  readonly state: SlotState;
  /** The line that counts, and all that were written before it, the oldest first. */
  readonly entry: BookEntry | null;
  readonly former: readonly BookEntry[];
  /** When the check before this one was read; null for the first of all. */
  readonly since: UtcMs | null;
};
export type BookDay = { readonly day: string; readonly slots: readonly BookSlot[] };

/** When a unit was in use: a day before it or after it has no slots to sign. `until` null: it still is. */
export type InUse = { readonly from: UtcMs | null; readonly until: UtcMs | null };

/** @param entries of the month and some days before, the oldest day first, of one day in the order of writing */
export function monthOf(
  month: string,
  entries: readonly BookEntry[],
  { terms, zone, use, now }: { terms: BookTerms; zone: string; use: InUse; now: UtcMs },
): BookDay[] {
  return daysOf(month).map((day) => ({ day, slots: dayOf(day, entries, { terms, zone, use, now }) }));
}

export function dayOf(
  day: string,
  entries: readonly BookEntry[],
  { terms, zone, use, now }: { terms: BookTerms; zone: string; use: InUse; now: UtcMs },
): BookSlot[] {
  const ofDay = entries.filter((entry) => entry.day === day);
  return SLOTS.map((slot) => {
    const span = spanOf(day, slot, terms, zone);
    const entry = standingEntry(ofDay, slot);
    const former = ofDay.filter((other) => other.slot === slot && other.id !== entry?.id);
    const state = stateOf(entry, span, use, now);
    return { slot, span, state, entry, former, since: sinceOf(entry, entries) };
  });
}

function stateOf(entry: BookEntry | null, span: Span, use: InUse, now: UtcMs): SlotState {
  if (entry !== null) return entry.late ? 'late' : 'signed';
  const wasUsed = (use.from === null || span.to > use.from) && (use.until === null || span.from < use.until);
  if (!wasUsed) return 'none';
  if (now < span.from) return 'ahead';
  return now < span.to ? 'open' : 'missed';
}

/** When the thermometer was read the last time before this. */
function sinceOf(entry: BookEntry | null, entries: readonly BookEntry[]): UtcMs | null {
  if (entry === null) return null;
  let since: UtcMs | null = null;
  for (const other of entries)
    if (other.readAt < entry.readAt && (since === null || other.readAt > since) && !isSameSlot(other, entry))
      since = other.readAt;
  return since;
}

const isSameSlot = (a: BookEntry, b: BookEntry): boolean => a.day === b.day && a.slot === b.slot;

/** How far the eye was from what the sensors said: 0 between the coldest and the warmest. Null: nothing to compare with. */
export function deviationOf(celsius: MilliCelsius, sensor: Stood | null): MilliCelsius | null {
  if (sensor === null) return null;
  if (celsius < sensor.low) return celsius - sensor.low;
  return celsius > sensor.high ? celsius - sensor.high : 0;
}

export const isFar = (deviation: MilliCelsius | null, { deviation: bound }: BookTerms): boolean =>
  deviation !== null && Math.abs(deviation) > bound;
